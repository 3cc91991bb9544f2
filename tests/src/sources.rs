//! The project's own sources, as the checks of the repository read them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::visit::Visit;

/// The folder of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("")).to_path_buf()
}

/// Every file below a folder, in order of names, without version control and build results.
///
/// A folder that does not exist has no files.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        // In a linked work tree `.git` is a file.
        if matches!(name.as_ref(), "target" | ".git") {
            continue;
        }
        if entry.is_dir() {
            files.extend(files_below(&entry));
        } else {
            files.push(entry);
        }
    }
    files
}

/// Every Rust file below a folder.
#[must_use]
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let is_rust = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "rs");
    files_below(folder).into_iter().filter(is_rust).collect()
}

/// A path that stands in a source, such as `crate::a::B`, and the module it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The module, from the root of the crate.
    pub module: Vec<String>,
    /// The segments; a group such as `a::{b, c}` gives one mention for each of its members.
    pub path: Vec<String>,
}

impl Mention {
    /// The path from the root of the crate, where it leads into the same crate.
    #[must_use]
    pub fn in_crate(&self) -> Option<Vec<String>> {
        let first = self.path.first()?.as_str();
        let up = self.path.iter().take_while(|segment| *segment == "super").count();
        let (from, skipped) = match first {
            "crate" => (0, 1),
            "self" => (self.module.len(), 1),
            "super" => (self.module.len().checked_sub(up)?, up),
            _ => return None,
        };
        let above = self.module.iter().take(from);
        Some(above.chain(self.path.iter().skip(skipped)).cloned().collect())
    }
}

/// The paths that stand in a source text, also inside macros. Words alone are listed too.
///
/// # Errors
/// The lexer's complaint, for a text that is no Rust.
pub fn mentions(text: &str, module: &[String]) -> Result<Vec<Mention>, String> {
    let tokens = TokenStream::from_str(text).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    collect(tokens, module, &mut found);
    Ok(found)
}

fn collect(tokens: TokenStream, module: &[String], found: &mut Vec<Mention>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (TokenTree::Ident(word), [TokenTree::Ident(name), TokenTree::Group(body), after @ ..])
                if word == "mod" && body.delimiter() == Delimiter::Brace =>
            {
                let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
                collect(body.stream(), &inner, found);
                after
            }
            (TokenTree::Ident(_), _) => path(rest, &[], module, found),
            (TokenTree::Group(group), _) => {
                collect(group.stream(), module, found);
                tail
            }
            (TokenTree::Punct(_) | TokenTree::Literal(_), _) => tail,
        };
    }
}

/// Reads the path at the start of the tokens, behind a prefix, and returns what follows it.
fn path<'t>(
    tokens: &'t [TokenTree],
    prefix: &[String],
    module: &[String],
    found: &mut Vec<Mention>,
) -> &'t [TokenTree] {
    let mut segments = prefix.to_vec();
    let mut rest = tokens;
    loop {
        match rest {
            [TokenTree::Ident(word), after @ ..] => {
                segments.push(word.to_string());
                rest = after;
            }
            [TokenTree::Group(group), after @ ..] if group.delimiter() == Delimiter::Brace => {
                members(group.stream(), &segments, module, found);
                return after;
            }
            [TokenTree::Punct(star), after @ ..] if star.as_char() == '*' => {
                segments.push("*".to_owned());
                rest = after;
            }
            _ => {}
        }
        match rest {
            [TokenTree::Punct(one), TokenTree::Punct(two), after @ ..]
                if one.as_char() == ':' && one.spacing() == Spacing::Joint && two.as_char() == ':' =>
            {
                // Behind the colons of `a::<T>` no segment follows.
                if matches!(after.first(), Some(TokenTree::Punct(punct)) if punct.as_char() != '*') {
                    rest = after;
                    break;
                }
                rest = after;
            }
            _ => break,
        }
    }
    found.push(Mention { module: module.to_vec(), path: segments });
    rest
}

/// Reads the members of `prefix::{...}`.
fn members(group: TokenStream, prefix: &[String], module: &[String], found: &mut Vec<Mention>) {
    let tokens: Vec<TokenTree> = group.into_iter().collect();
    let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    for member in tokens.split(comma).filter(|member| !member.is_empty()) {
        path(member, prefix, module, found);
    }
}

/// The module that a file of a crate is, from its path below `src`.
#[must_use]
pub fn module_of(file: &Path, src: &Path) -> Vec<String> {
    let below = file.strip_prefix(src).unwrap_or(file).with_extension("");
    let mut module: Vec<String> =
        below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// A use of one top-level module by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The module that uses.
    pub from: String,
    /// The module that is used.
    pub to: String,
    /// Where.
    pub file: PathBuf,
}

/// Which top-level modules of a crate use which.
///
/// # Errors
/// The file that cannot be read as Rust, and why.
pub fn edges(src: &Path) -> Result<Vec<Edge>, String> {
    let files = rust_files(src);
    let top: Vec<String> = files.iter().filter_map(|file| module_of(file, src).into_iter().next()).collect();
    let mut edges = Vec::new();
    for file in files {
        let module = module_of(&file, src);
        let Some(from) = module.first() else { continue };
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let mentions = mentions(&text, &module).map_err(|error| format!("{}: {error}", file.display()))?;
        for target in mentions.iter().filter_map(Mention::in_crate) {
            let Some(to) = target.first().filter(|to| *to != from && top.contains(to)) else { continue };
            edges.push(Edge { from: from.clone(), to: to.clone(), file: file.clone() });
        }
    }
    Ok(edges)
}

/// The groups of modules that use each other in a circle.
#[must_use]
pub fn circles(edges: &[Edge]) -> Vec<Vec<&str>> {
    let mut graph: DiGraph<&str, ()> = DiGraph::new();
    let mut nodes = BTreeMap::new();
    for edge in edges {
        let mut node = |name| *nodes.entry(name).or_insert_with(|| graph.add_node(name));
        let (from, to) = (node(edge.from.as_str()), node(edge.to.as_str()));
        graph.add_edge(from, to, ());
    }
    let groups = tarjan_scc(&graph).into_iter().filter(|group| group.len() > 1);
    groups
        .map(|group| group.into_iter().filter_map(|node| graph.node_weight(node).copied()).collect())
        .collect()
}

/// The name and the number of lines of every function in a source text that has a body.
///
/// # Errors
/// The parser's complaint, for a text that is no Rust.
pub fn functions(text: &str) -> Result<Vec<(String, usize)>, String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut functions = Functions(Vec::new());
    functions.visit_file(&file);
    Ok(functions.0)
}

struct Functions(Vec<(String, usize)>);

impl Functions {
    fn add(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let lines = body.brace_token.span.close().end().line + 1 - signature.fn_token.span.start().line;
        self.0.push((signature.ident.to_string(), lines));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.add(&item.sig, body);
        }
        syn::visit::visit_trait_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let module = ["a".to_owned(), "b".to_owned()];
        let mentions = mentions(text, &module).unwrap();
        mentions.iter().filter_map(Mention::in_crate).map(|path| path.join("::")).collect()
    }

    #[test]
    fn paths_are_found_wherever_they_stand() {
        assert_eq!(found("use crate::c::{D, e::{F, self}};"), ["c::D", "c::e::F", "c::e::self"]);
        assert_eq!(found("use crate::{c, d::*};"), ["c", "d::*"]);
        assert_eq!(
            found("fn f() -> super::super::c::D { crate::e::f::<crate::g::H>() }"),
            ["c::D", "e::f", "g::H"]
        );
        assert_eq!(found("use super::c; mod inner { use super::super::super::d; }"), ["a::c", "d"]);
        assert_eq!(found("macro_rules! m { () => { $crate::c::d!() }; }"), ["c::d"]);
        assert_eq!(found("// crate::c\nlet s = \"crate::d\"; use std::fs;"), [""; 0]);
    }

    #[test]
    fn a_circle_is_found() {
        let edge = |from: &str, to: &str| Edge { from: from.into(), to: to.into(), file: PathBuf::new() };
        assert_eq!(circles(&[edge("a", "b"), edge("b", "c"), edge("a", "c")]), [[""; 0]; 0]);
        let round = [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("c", "d")];
        let mut found = circles(&round).concat();
        found.sort_unstable();
        assert_eq!(found, ["a", "b", "c"]);
    }

    #[test]
    fn functions_are_measured_with_their_signature() {
        let text = "/// Doc.\nfn a() {}\nimpl S {\n  fn b(\n  ) {\n  }\n}\ntrait T { fn c(); fn d() {\n} }\n";
        let expected = [("a".to_owned(), 1), ("b".to_owned(), 3), ("d".to_owned(), 2)];
        assert_eq!(functions(text).unwrap(), expected);
    }
}
