//! A gateway of which nothing is known but its documentation: it keeps no state and answers as documented.

use serde_json::{Value, json};

use super::{
    behaviour::{Behaviour, Outcome},
    call::Call,
    clock::Moment,
    settings::Settings,
};
use crate::catalog::Catalog;

struct Documented {
    sessions: Vec<String>,
}

pub(super) fn start(settings: &Settings, _catalog: &'static Catalog, _now: Moment) -> Box<dyn Behaviour> {
    let sessions = settings.instances.iter().map(|instance| instance.id.clone()).collect();
    Box::new(Documented { sessions })
}

impl Behaviour for Documented {
    fn has_session(&self, id: &str) -> bool {
        self.sessions.iter().any(|known| known == id)
    }

    fn carry_out(&mut self, call: &Call) -> Outcome {
        Ok(call.documented())
    }

    fn sessions(&self, _now: Moment) -> Value {
        self.sessions.iter().map(|id| json!({ "id": id })).collect()
    }
}
