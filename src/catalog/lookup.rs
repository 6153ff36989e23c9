//! Finding a page by what people write for it.

use super::{Catalog, Entry, Operation, clean};
use crate::values::{Method, nearest};

/// What was found.
#[derive(Debug)]
pub enum Lookup<'a> {
    /// One page.
    One(Entry<'a>),
    /// One path with several methods that do different things.
    Several(Vec<&'a Operation>),
}

/// Why nothing was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Miss {
    /// No such path, event, guide or code.
    Unknown {
        /// The nearest three, best first, as `METHOD /path` or the name of the page.
        nearest: Vec<String>,
    },
    /// The path is there, but not with this method.
    Method {
        /// The documented path.
        path: &'static str,
        /// The methods that it has.
        allowed: Vec<Method>,
    },
}

impl Catalog {
    /// A path for examples: that of the plainest send, or else of the first call.
    #[must_use]
    pub fn example_path(&self) -> &'static str {
        let text = self.plain_send().or_else(|| self.operations.first());
        text.map_or("/", |operation| operation.path.as_str())
    }

    /// The call that sends a plain text, where there is one.
    #[must_use]
    pub fn plain_send(&self) -> Option<&Operation> {
        let id = self.provider.text?;
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The operation of a method and path, however the path is spelled.
    ///
    /// # Errors
    /// When the path is unknown or has no such method.
    pub fn operation(&self, method: Method, path: &str) -> Result<&Operation, Miss> {
        let candidates = self.operations_at(path);
        if let Some(operation) = candidates.iter().find(|operation| operation.method == method) {
            return Ok(operation);
        }
        match candidates.first() {
            Some(first) => Err(Miss::Method {
                path: first.path.as_str(),
                allowed: candidates.iter().map(|operation| operation.method).collect(),
            }),
            None => Err(Miss::Unknown { nearest: self.nearest(path) }),
        }
    }

    /// The page that `name` stands for: a path in any spelling, an event's name, a guide's path, an error code.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, name: &str, method: Option<Method>) -> Result<Lookup<'_>, Miss> {
        if let Some(method) = method
            && let found @ (Ok(_) | Err(Miss::Method { .. })) = self.operation(method, name)
        {
            return found.map(|operation| Lookup::One(Entry::Operation(operation)));
        }
        let mut operations = self.operations_at(name);
        // A twin does what its POST does; POST is the one to use.
        operations.retain(|operation| operation.twin_of.is_none());
        match operations.as_slice() {
            [one] => return Ok(Lookup::One(Entry::Operation(one))),
            [] => {}
            _ => return Ok(Lookup::Several(operations)),
        }
        self.page(name).map(Lookup::One).ok_or_else(|| Miss::Unknown { nearest: self.nearest(name) })
    }

    /// The operations whose path `path` spells best: literal segments before placeholders, documented paths
    /// before the real ones behind aliases.
    fn operations_at(&self, path: &str) -> Vec<&Operation> {
        let given = clean(path);
        let scored = |which: fn(&Operation) -> super::PathTemplate| {
            let given = &given;
            self.operations.iter().filter_map(move |o| Some((which(o).matches(given)?, o)))
        };
        let (named, called) = (scored(|operation| operation.path), scored(|operation| operation.real_path));
        // `DELETE /v2/profile/picture` is documented under an alias, beside `PUT /v2/profile/picture`.
        let all: Vec<(usize, &Operation)> = named.chain(called).collect();
        let best = all.iter().map(|(used, _)| *used).min();
        let mut found: Vec<&Operation> = Vec::new();
        for (_, operation) in all.into_iter().filter(|(used, _)| Some(*used) == best) {
            if !found.iter().any(|known| known.method == operation.method) {
                found.push(operation);
            }
        }
        found
    }

    /// The event, guide or error code of this name.
    fn page(&self, name: &str) -> Option<Entry<'_>> {
        let path = clean(name);
        let bare = path.trim_start_matches('/');
        let event = self.events.iter().find(|event| event.name.eq_ignore_ascii_case(bare)).map(Entry::Event);
        let guide =
            || self.guides.iter().find(|guide| guide.path.eq_ignore_ascii_case(&path)).map(Entry::Guide);
        let error =
            || self.errors.iter().find(|error| error.code.eq_ignore_ascii_case(bare)).map(Entry::Error);
        event.or_else(guide).or_else(error)
    }

    /// The three pages whose names are nearest to `name`.
    fn nearest(&self, name: &str) -> Vec<String> {
        let given = clean(name);
        let known: Vec<&str> =
            self.entries().map(|entry| entry.path()).filter(|path| !path.is_empty()).collect();
        let paths = nearest(&given, known, 3);
        paths.into_iter().map(|path| self.reference_to(path)).collect()
    }

    /// How a page is referred to: `METHOD /path` for an operation, else its path.
    fn reference_to(&self, path: &str) -> String {
        let operation = self.operations.iter().find(|o| o.path.as_str() == path && o.twin_of.is_none());
        operation.map_or_else(|| path.to_owned(), Operation::name)
    }

    /// The page that a reference in the docs names: `METHOD /path`, an operation's id, an event's name, a guide's path.
    #[must_use]
    pub fn referred(&self, reference: &str) -> Option<Entry<'_>> {
        if let Some((method, path)) = reference.split_once(' ') {
            let method = Method::parse(method)?;
            let known = self.operations.iter().find(|o| o.method == method && o.path.as_str() == path);
            return known.map(Entry::Operation);
        }
        let known = self.operations.iter().find(|operation| operation.id == reference);
        known.map(Entry::Operation).or_else(|| self.page(reference))
    }
}
