//! No secret is ever shown, whatever a gateway, a network or a caller does: the token stands in requests to the
//! gateway and nowhere else.

mod arguments;
mod echoes;
mod faults;
mod forms;
mod host;
mod hostile;
mod kinds;
mod leak;
mod logs;
mod matrix;
mod panics;
mod paths;
mod places;
mod redirects;
mod rest;
mod secrets;
mod starts;
mod token;
mod watched;

use host::Host;
use leak::Watch;
use token::CANARIES;
use watched::Watched;
