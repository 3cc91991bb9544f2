//! Why one component is in a backup, or out of it.

use vss_sim::components::{At, Inclusion};

use super::Report;
use super::naming::UnknownName;
use super::plan::absence;
use crate::rules::rule;

/// The explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The component.
    pub component: String,
    /// `explicit`, `implicit`, `missing` or `out`.
    pub state: &'static str,
    /// Why, in words.
    pub message: String,
    /// The rule that decides.
    pub rule: &'static str,
    /// What the rule says.
    pub statement: &'static str,
    /// What kind of component it is for a backup.
    pub kind: &'static str,
    /// The ancestor through which it is in.
    pub through: Option<String>,
    /// Its ancestors, the outermost first, each with whether it is selectable for backup.
    pub ancestors: Vec<(String, bool)>,
}

impl Report {
    /// Explains a component, named as in `--add`. `None` where the writer has no such component.
    ///
    /// # Errors
    /// The name means no writer, or several.
    pub fn why(&self, text: &str) -> Result<Option<Why>, UnknownName> {
        let (writer, name) = self.names.parse(&self.writers, text)?;
        Ok(self.explain(writer, &name))
    }

    fn explain(&self, writer: usize, name: &vss_sim::components::ComponentName) -> Option<Why> {
        let forest = self.writers.get(writer)?;
        let index = forest.find(name)?;
        let inclusion = self.selections.get(writer)?.inclusion(index)?;
        let called = |component| self.names.at(&self.writers, At { writer, component });
        let selectable =
            |index: &usize| forest.component(*index).is_some_and(|component| component.selectable);
        let (state, message, through) = match inclusion {
            Inclusion::Explicit => ("explicit", "it was added".to_owned(), None),
            Inclusion::Implicit { through } => {
                let ancestor = called(*through);
                ("implicit", format!("it belongs to the set of {ancestor}, which was added"), Some(ancestor))
            }
            Inclusion::Missing => {
                let message = "it is not selectable for backup, no ancestor of it is, and something of its writer \
                               was added, so it has to be added too";
                ("missing", message.to_owned(), None)
            }
            Inclusion::Out(why) => ("out", absence(why).to_owned(), None),
        };
        let own = called(index);
        let refusal = self.refused.iter().find(|refused| refused.component == own);
        let message = match refusal {
            Some(refused) => {
                format!("{message}; adding it is refused: {} ({})", refused.message, refused.rule)
            }
            None => message,
        };
        let id = inclusion.rule();
        Some(Why {
            component: own,
            state,
            message,
            rule: id,
            statement: rule(id).map_or("", |rule| rule.statement.as_str()),
            kind: forest.backup_kind(index)?.name(),
            through,
            ancestors: forest.ancestors(index).iter().map(|at| (called(*at), selectable(at))).collect(),
        })
    }
}
