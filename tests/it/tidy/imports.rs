//! Which file takes names from which: imports read as text, re-exports followed to where a name is defined.

use std::collections::{BTreeMap, BTreeSet};

/// A file of the crate: its module's path from the crate's root, and its code without comments and tests.
pub(super) struct Module {
    pub(super) file: String,
    pub(super) path: Vec<String>,
    pub(super) code: String,
}

impl Module {
    /// The module of a file below `src/`.
    pub(super) fn new(file: &str, code: String) -> Self {
        let below = file.strip_prefix("src/").unwrap().trim_end_matches(".rs");
        let mut path: Vec<String> = below.split('/').map(str::to_owned).collect();
        path.pop_if(|last| matches!(last.as_str(), "mod" | "lib"));
        Self { file: file.to_owned(), path, code }
    }
}

/// The files that each file takes names from.
pub(super) fn graph(modules: &[Module]) -> BTreeMap<&str, BTreeSet<&str>> {
    let house = House::of(modules);
    let mut out = BTreeMap::new();
    for module in modules {
        let uses = paths(&module.code).into_iter().filter(|used| !used.is_reexport);
        let files = uses.filter_map(|used| house.file_of(&module.path, &used.names, 0));
        let files = files.filter(|file| *file != module.file).collect();
        out.insert(module.file.as_str(), files);
    }
    out
}

/// Groups of files that take names from each other, directly or over others.
pub(super) fn circles<'m>(graph: &BTreeMap<&'m str, BTreeSet<&'m str>>) -> Vec<Vec<&'m str>> {
    let reach = |from: &'m str| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            let next = graph.get(file).into_iter().flatten().copied();
            open.extend(next.filter(|next| seen.insert(*next)));
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|file| (*file, reach(file))).collect();
    let mut out: Vec<Vec<&str>> = Vec::new();
    for (file, seen) in &reached {
        let circle: Vec<&str> = seen
            .iter()
            .copied()
            .filter(|other| reached.get(other).is_some_and(|back| back.contains(file)))
            .collect();
        if !circle.is_empty() && !out.contains(&circle) {
            out.push(circle);
        }
    }
    out
}

/// All modules, and what each passes on under a name of its own.
struct House<'m> {
    files: BTreeMap<&'m [String], &'m str>,
    passed_on: BTreeMap<(&'m [String], String), Vec<String>>,
}

impl<'m> House<'m> {
    fn of(modules: &'m [Module]) -> Self {
        let files = modules.iter().map(|module| (module.path.as_slice(), module.file.as_str())).collect();
        let mut passed_on = BTreeMap::new();
        for module in modules {
            for used in paths(&module.code).into_iter().filter(|used| used.is_reexport) {
                passed_on.insert((module.path.as_slice(), used.name), used.names);
            }
        }
        Self { files, passed_on }
    }

    /// The file in which what `names` lead to is defined; nothing for what another crate defines.
    fn file_of(&self, from: &[String], names: &[String], depth: usize) -> Option<&'m str> {
        let mut at: Vec<String> = match names.first()?.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => from.to_vec(),
            first => {
                let child: Vec<String> = [from, &[first.to_owned()]].concat();
                self.files.get(child.as_slice())?;
                child
            }
        };
        for (number, name) in names.iter().enumerate() {
            let is_step = match name.as_str() {
                "crate" | "self" => true,
                "super" => {
                    at.pop();
                    true
                }
                _ if number == 0 => true,
                name => {
                    at.push(name.to_owned());
                    let is_module = self.files.contains_key(at.as_slice());
                    if !is_module {
                        at.pop();
                    }
                    is_module
                }
            };
            if !is_step {
                let passed_on = self.passed_on.get(&(at.as_slice(), name.clone()));
                return match passed_on.filter(|_| depth < 8) {
                    Some(further) => self.file_of(&at, further, depth + 1),
                    None => self.files.get(at.as_slice()).copied(),
                };
            }
        }
        self.files.get(at.as_slice()).copied()
    }
}

/// One path that a file names.
struct Used {
    names: Vec<String>,
    /// What it is called here.
    name: String,
    is_reexport: bool,
}

/// Every path of a file's `use` lines, and those of its code that begin at `crate` or `super`.
fn paths(code: &str) -> Vec<Used> {
    let mut out = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let (before, behind) = rest.split_at(at);
        let line = before.rsplit([';', '}', '{', '\n']).next().unwrap_or_default().trim();
        let (tree, after) = behind.split_once(';').unwrap_or((behind, ""));
        let is_use = line.is_empty() || line.starts_with("pub") || line.ends_with(']');
        if is_use {
            let is_reexport = line.contains("pub");
            expand(tree.trim_start_matches("use "), &[], &mut |names: Vec<String>, name: String| {
                out.push(Used { names, name, is_reexport });
            });
        }
        rest = after;
    }
    for (at, _) in code.match_indices("::") {
        let head = code[..at].rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
        // `pub(in crate::room)` says who may see, and takes nothing.
        let is_visibility = code[..at].ends_with("pub(in crate");
        if matches!(head, "crate" | "super") && !code[..at].ends_with("::super") && !is_visibility {
            let tail = &code[at + 2..];
            let end =
                tail.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(tail.len());
            let mut names = vec![head.to_owned()];
            names.extend(tail[..end].split("::").filter(|name| !name.is_empty()).map(str::to_owned));
            // What begins a list stands in a `use` line, which is read above.
            if names.len() > 1 {
                out.push(Used { name: String::new(), names, is_reexport: false });
            }
        }
    }
    out
}

/// The paths of a `use` tree.
fn expand(tree: &str, before: &[String], found: &mut impl FnMut(Vec<String>, String)) {
    let tree = tree.trim();
    if let Some(list) = tree.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        for item in items(list) {
            expand(item, before, found);
        }
        return;
    }
    if let Some((name, rest)) = tree.split_once("::") {
        let path: Vec<String> = [before, &[name.trim().to_owned()]].concat();
        return expand(rest, &path, found);
    }
    let (name, called) = tree.split_once(" as ").unwrap_or((tree, tree));
    let mut path = before.to_vec();
    // A list's own `self` and a glob are the module before them.
    if path.is_empty() || !matches!(name.trim(), "self" | "*") {
        path.push(name.trim().to_owned());
    }
    if !tree.is_empty() {
        found(path, called.trim().to_owned());
    }
}

/// The items of a list, whose own lists are not broken up.
fn items(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&list[from..]);
    out.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect()
}
