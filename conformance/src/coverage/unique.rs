//! What each scenario shows that no other does.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Fact;

/// The facts of scenarios, compared.
#[derive(Debug, Clone, Default)]
pub struct Unique {
    facts: BTreeMap<String, BTreeSet<Fact>>,
    /// How many scenarios show a fact.
    shown_by: BTreeMap<Fact, usize>,
}

/// A scenario that adds nothing to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redundant<'a> {
    /// Its name.
    pub scenario: &'a str,
    /// Its facts that the fewest scenarios show, and how many do.
    pub rarest: Vec<(usize, &'a Fact)>,
}

/// So many facts of a scenario that adds nothing are told.
const TOLD: usize = 6;

impl Unique {
    /// Takes the facts of a scenario.
    pub fn add(&mut self, scenario: &str, facts: BTreeSet<Fact>) {
        for fact in &facts {
            *self.shown_by.entry(fact.clone()).or_default() += 1;
        }
        self.facts.insert(scenario.to_owned(), facts);
    }

    /// How many different facts there are.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.shown_by.len()
    }

    /// The scenarios of which others, taken together, show everything.
    #[must_use]
    pub fn redundant(&self) -> Vec<Redundant<'_>> {
        let redundant = self.facts.iter().filter(|(_, facts)| facts.iter().all(|fact| self.count(fact) > 1));
        redundant.map(|(scenario, facts)| Redundant { scenario, rarest: self.rarest(facts) }).collect()
    }

    fn rarest<'a>(&self, facts: &'a BTreeSet<Fact>) -> Vec<(usize, &'a Fact)> {
        let mut rarest: Vec<_> = facts.iter().map(|fact| (self.count(fact), fact)).collect();
        rarest.sort_unstable();
        rarest.truncate(TOLD);
        rarest
    }

    fn count(&self, fact: &Fact) -> usize {
        self.shown_by.get(fact).copied().unwrap_or_default()
    }
}
