//! No secret is ever shown, whatever a gateway, a network or a caller does: the token stands in requests to the
//! gateway and nowhere else.

mod arguments;
mod canaries;
mod canary_gateways;
mod documented_paths_only;
mod echo_places;
mod echoes;
mod every_tool;
mod faults;
mod hostile_paths;
mod leak;
mod logs;
mod masked_beyond_text;
mod other_outputs;
mod panics;
mod redirects;
mod refused_starts;
mod secrets;
mod token_spellings;
mod watched_server;

use canaries::CANARIES;
use canary_gateways::Host;
use leak::Watch;
use watched_server::Watched;
