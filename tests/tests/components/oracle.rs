//! What the rules say of a generated writer, computed the plain way: every component is compared with every other, by
//! the elements of their places.

use crate::writer::Row;

/// The elements of a logical path: one leading separator is dropped (C-005), nothing else is (C-079).
pub fn elements(path: Option<&str>) -> Vec<String> {
    let text = path.unwrap_or_default();
    let text = text.strip_prefix('\\').unwrap_or(text);
    if text.is_empty() { Vec::new() } else { text.split('\\').map(str::to_owned).collect() }
}

/// The same indices in the order of the document.
pub fn sorted(mut indices: Vec<usize>) -> Vec<usize> {
    indices.sort_unstable();
    indices
}

/// Why an addition is refused, as the rules' ids.
pub type Rule = &'static str;

/// The components of one writer.
#[derive(Debug)]
pub struct Oracle<'a> {
    pub rows: &'a [Row],
    /// The elements of each logical path.
    pub paths: Vec<Vec<String>>,
    /// The same with the component's name as one more element.
    pub places: Vec<Vec<String>>,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub explicit: Vec<usize>,
    pub implicit: Vec<usize>,
    pub missing: Vec<usize>,
    /// Of each component that was named at all, how often it is refused and by which rule; the rule of a component
    /// that is accepted is NAM-001, for all mentions after the first.
    pub refused: Vec<(usize, usize, Rule)>,
    /// How often a component is named that the writer does not have.
    pub unknown: usize,
}

impl<'a> Oracle<'a> {
    pub fn new(rows: &'a [Row]) -> Self {
        let paths: Vec<_> = rows.iter().map(|row| elements(row.logical_path.as_deref())).collect();
        let place =
            |(path, row): (&Vec<String>, &Row)| [path.as_slice(), std::slice::from_ref(&row.name)].concat();
        let places = paths.iter().zip(rows).map(place).collect();
        Self { rows, paths, places }
    }

    pub fn all(&self) -> std::ops::Range<usize> {
        0..self.rows.len()
    }

    /// PATH-004, with a name as one element whatever it holds.
    pub fn is_ancestor(&self, above: usize, below: usize) -> bool {
        self.paths[below].starts_with(&self.places[above])
    }

    pub fn ancestors(&self, of: usize) -> Vec<usize> {
        self.all().filter(|other| self.is_ancestor(*other, of)).collect()
    }

    pub fn descendants(&self, of: usize) -> Vec<usize> {
        self.all().filter(|other| self.is_ancestor(of, *other)).collect()
    }

    /// The ancestors than which none is nearer; more than one where they are doubles.
    pub fn parents(&self, of: usize) -> Vec<usize> {
        let above = self.ancestors(of);
        let nearest = above.iter().map(|place| self.places[*place].len()).max();
        above.into_iter().filter(|place| Some(self.places[*place].len()) == nearest).collect()
    }

    pub fn selectable_ancestors(&self, of: usize) -> Vec<usize> {
        self.ancestors(of).into_iter().filter(|place| self.rows[*place].selectable).collect()
    }

    /// SET-002 to SET-004.
    pub fn members(&self, of: usize) -> Vec<usize> {
        if self.rows[of].selectable { self.descendants(of) } else { Vec::new() }
    }

    /// SEL-004, in the words of the worked examples.
    pub fn kind(&self, of: usize) -> &'static str {
        match (self.rows[of].selectable, self.selectable_ancestors(of).is_empty()) {
            (false, true) => "nonselectable-without-selectable-ancestor",
            (true, true) => "selectable-without-selectable-ancestor",
            (true, false) => "selectable-subcomponent",
            (false, false) => "nonselectable-subcomponent",
        }
    }

    /// SEL-005.
    pub fn required(&self) -> Vec<usize> {
        let must = |of: &usize| !self.rows[*of].selectable && self.selectable_ancestors(*of).is_empty();
        self.all().filter(must).collect()
    }

    /// The first component of that place.
    pub fn find(&self, path: Option<&str>, name: &str) -> Option<usize> {
        let path = elements(path);
        self.all().find(|place| self.paths[*place] == path && self.rows[*place].name == name)
    }

    /// What a backup holds in which components of these places are added.
    pub fn backup(&self, added: &[(Option<String>, String)]) -> Held {
        let found: Vec<Option<usize>> =
            added.iter().map(|(path, name)| self.find(path.as_deref(), name)).collect();
        let asked = |place: &usize| found.contains(&Some(*place));
        let named: Vec<usize> = self.all().filter(asked).collect();
        let refused_by = |place: usize| -> Option<Rule> {
            let above = self.selectable_ancestors(place);
            if !self.rows[place].selectable && !above.is_empty() {
                return Some("SEL-009");
            }
            // Where an ancestor was named and is not explicit itself, one above it is.
            above.iter().any(&asked).then_some("SEL-012")
        };
        let explicit: Vec<usize> =
            named.iter().copied().filter(|place| refused_by(*place).is_none()).collect();
        let brings =
            |place: usize| self.selectable_ancestors(place).iter().any(|above| explicit.contains(above));
        let implicit = self.all().filter(|place| !explicit.contains(place) && brings(*place)).collect();
        let missing = if explicit.is_empty() { Vec::new() } else { self.required() };
        let missing = missing.into_iter().filter(|place| !explicit.contains(place)).collect();
        let count = |place: usize| found.iter().filter(|found| **found == Some(place)).count();
        let refusals = named.iter().map(|place| match refused_by(*place) {
            Some(rule) => (*place, count(*place), rule),
            None => (*place, count(*place) - 1, "NAM-001"),
        });
        let refused = refusals.filter(|(_, times, _)| *times > 0).collect();
        Held {
            refused,
            unknown: found.iter().filter(|found| found.is_none()).count(),
            explicit,
            implicit,
            missing,
        }
    }
}

/// Two writers of the same class name their components as people do, and the plain way finds what they mean.
#[test]
fn the_plain_way_is_right() {
    let rows = [
        Row::new(None, "data", true),
        Row::new(Some("data"), "x", false),
        Row::new(Some(r"\data\gone"), "y", true),
        Row::new(Some("Data"), "x", false),
        Row::new(Some("dataX"), "x", false),
        Row::new(None, r"data\x", false),
        Row::new(Some(r"data\x"), "z", false),
        Row::new(Some(r"data\"), "t", false),
    ];
    let oracle = Oracle::new(&rows);
    assert_eq!(oracle.descendants(0), [1, 2, 6, 7]);
    assert_eq!(oracle.parents(6), [1], "a name with a separator is no place to stand below");
    assert_eq!(oracle.required(), [3, 4, 5]);
    assert_eq!(
        (elements(Some(r"\")), elements(Some(r"\\a")).len(), elements(Some(r"a\")).len()),
        (vec![], 2, 2)
    );
    let name = |path: Option<&str>, name: &str| (path.map(str::to_owned), name.to_owned());
    let added =
        [name(Some(r"data\gone"), "y"), name(None, "data"), name(None, "data"), name(Some("data"), "x")];
    let held = oracle.backup(&added);
    assert_eq!((held.explicit, held.implicit, held.missing), (vec![0], vec![1, 2, 6, 7], vec![3, 4, 5]));
    assert_eq!(held.refused, [(0, 1, "NAM-001"), (1, 1, "SEL-009"), (2, 1, "SEL-012")]);
    assert_eq!(oracle.backup(&[name(None, "DATA")]).unknown, 1);
}
