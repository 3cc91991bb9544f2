//! How the graph of places is made.

use std::ops::Range;

use petgraph::graph::{DiGraph, NodeIndex};

use super::super::name::Place;
use crate::documents::WmComponent;

/// The components of one place.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    /// Where they are in the sorted list.
    pub(super) members: Range<usize>,
    /// Where what lies below them ends there; it starts behind them.
    pub(super) end: usize,
    /// Whether one of them is selectable for backup.
    pub(super) selectable: bool,
    /// The nearest place above with a component that is selectable for backup.
    pub(super) selectable_above: Option<NodeIndex>,
}

/// Makes the graph from the components in the order of their places, in which those below a place follow it.
pub(super) fn grow(
    components: &[WmComponent],
    sorted: &[(Place<'_>, usize)],
) -> (DiGraph<Stand, ()>, Vec<NodeIndex>) {
    let mut graph: DiGraph<Stand, ()> = DiGraph::with_capacity(sorted.len(), sorted.len());
    let mut nodes = vec![NodeIndex::end(); sorted.len()];
    // The places that the next one may lie below, outermost first.
    let mut open: Vec<(Place<'_>, NodeIndex)> = Vec::new();
    for (at, (place, index)) in sorted.iter().enumerate() {
        let same = open.last().filter(|(last, _)| last == place).map(|(_, node)| *node);
        let node = same.unwrap_or_else(|| {
            close(&mut graph, &mut open, at, |above| above.is_above(*place));
            let above = open.last().map(|(_, above)| *above);
            let selectable_above = above.and_then(|above| {
                let stand = graph.node_weight(above)?;
                if stand.selectable { Some(above) } else { stand.selectable_above }
            });
            let stand = Stand { members: at..at, end: at, selectable: false, selectable_above };
            let node = graph.add_node(stand);
            if let Some(above) = above {
                graph.add_edge(above, node, ());
            }
            open.push((*place, node));
            node
        });
        if let Some(stand) = graph.node_weight_mut(node) {
            stand.members.end = at + 1;
            stand.selectable |= components.get(*index).is_some_and(|component| component.selectable);
        }
        if let Some(own) = nodes.get_mut(*index) {
            *own = node;
        }
    }
    close(&mut graph, &mut open, sorted.len(), |_| false);
    (graph, nodes)
}

/// Ends the places that do not go on.
fn close<'a>(
    graph: &mut DiGraph<Stand, ()>,
    open: &mut Vec<(Place<'a>, NodeIndex)>,
    end: usize,
    goes_on: impl Fn(Place<'a>) -> bool,
) {
    while let Some((_, node)) = open.pop_if(|(place, _)| !goes_on(*place)) {
        if let Some(stand) = graph.node_weight_mut(node) {
            stand.end = end;
        }
    }
}
