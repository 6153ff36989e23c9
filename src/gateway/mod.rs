//! The gateways that the program speaks for: what is known of each, opened when it is first asked for.
//!
//! A gateway is a value in a list. Whoever is given one reads from it whose catalog, index and simulation it is; nothing
//! is kept by gateway anywhere else.

use std::sync::OnceLock;

use tokio::sync::OnceCell;

use crate::{
    catalog::{Catalog, Provider},
    docs::{self, Docs},
    sandbox::Sandbox,
    search::SearchIndex,
    values::{ChatId, ChatIdError},
};

/// One gateway.
pub struct Gateway {
    docs: Docs,
    catalog: OnceLock<&'static Catalog>,
    index: OnceLock<SearchIndex>,
    pub(crate) sandbox: OnceCell<Sandbox>,
}

impl Gateway {
    /// A gateway that is opened when it is first asked for.
    #[must_use]
    pub fn new(docs: Docs) -> Self {
        Self { docs, catalog: OnceLock::new(), index: OnceLock::new(), sandbox: OnceCell::new() }
    }

    /// The id that `WAWP_API` and `api` take.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.docs.id
    }

    /// What is known of it.
    ///
    /// # Errors
    /// When another version of the program compiled its docs.
    pub fn catalog(&self) -> Result<&'static Catalog, docs::DocsError> {
        if let Some(catalog) = self.catalog.get() {
            return Ok(catalog);
        }
        // A program has one catalog a gateway for its whole life, and requests refer to its operations.
        let catalog = Box::leak(Box::new(self.docs.catalog()?));
        Ok(self.catalog.get_or_init(|| catalog))
    }

    /// What the program must know to speak with it.
    ///
    /// # Errors
    /// When another version of the program compiled its docs.
    pub fn provider(&self) -> Result<&'static Provider, docs::DocsError> {
        Ok(&self.catalog()?.provider)
    }

    /// The search over it.
    ///
    /// # Errors
    /// When another version of the program compiled its docs.
    pub fn index(&self) -> Result<&SearchIndex, docs::DocsError> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index = self.docs.index()?;
        Ok(self.index.get_or_init(|| index))
    }
}

/// All gateways, the usual one first.
pub struct Gateways {
    usual: Gateway,
    others: Vec<Gateway>,
}

impl Gateways {
    /// Those whose docs are given, the usual one first.
    #[must_use]
    pub fn new(usual: Docs, others: impl IntoIterator<Item = Docs>) -> Self {
        Self { usual: Gateway::new(usual), others: others.into_iter().map(Gateway::new).collect() }
    }

    /// Those that are part of the program.
    #[must_use]
    pub fn built_in() -> Self {
        let [usual] = docs::BUILT_IN;
        Self::new(usual, [])
    }

    /// The one that is meant where nobody names another.
    #[must_use]
    pub fn usual(&self) -> &Gateway {
        &self.usual
    }

    fn all(&self) -> impl Iterator<Item = &Gateway> {
        std::iter::once(&self.usual).chain(&self.others)
    }

    /// The gateway of this id, in any letter case.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Gateway> {
        self.all().find(|gateway| gateway.id().eq_ignore_ascii_case(id.trim()))
    }

    /// Reads a chat or a number as the gateway of this id has it.
    ///
    /// # Errors
    /// When it names nobody there.
    pub fn chat(&self, id: &str, text: &str) -> Result<ChatId, ChatIdError> {
        // Broken docs are told when they are asked for something that only they know.
        let provider = self.find(id).and_then(|gateway| gateway.provider().ok());
        ChatId::parse_by(text, provider.map_or(&[], |provider| &provider.numbers))
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.all().map(Gateway::id)
    }
}
