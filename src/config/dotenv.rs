//! Files of `NAME=value` lines: a project's `.env` and the user's own credentials.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{ConfigError, VARIABLES, Variable};

/// Stands in for `$` while a line is read: the parser would put the environment's values there, and a repository's
/// file could so send another service's secret to an address of its own. From Unicode's private use area.
const DOLLAR: &str = "\u{f8ff}";

/// What a file sets of our variables.
#[derive(Debug, Default)]
pub(super) struct EnvFile {
    pub(super) path: PathBuf,
    pub(super) values: BTreeMap<Variable, String>,
}

/// The `.env` of `folder` or, inside a repository, of the nearest parent up to its root. Outside of one no parent counts:
/// anybody may write into some of them.
pub(super) fn nearest(folder: &Path) -> Option<PathBuf> {
    let up_to_root = folder.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    folder.ancestors().take(up_to_root + 1).map(|folder| folder.join(".env")).find(|file| file.is_file())
}

/// Reads a file. Lines that set something else may be written in any way; a line that seems to set one of our
/// variables and cannot be read is a fault, since the user believes it set.
pub(super) fn read(path: &Path) -> Result<EnvFile, ConfigError> {
    let mut file = EnvFile { path: path.to_path_buf(), values: BTreeMap::new() };
    let Ok(bytes) = fs::read(path) else { return Ok(file) };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    for (line, number) in text.lines().zip(1..) {
        let Some(variable) = variable_in(line) else { continue };
        // One line at a time, so that a fault elsewhere in the file does not hide ours.
        let line = line.replace("\\$", DOLLAR).replace('$', DOLLAR);
        let parsed = dotenvy::from_read_iter(line.as_bytes()).next();
        match parsed {
            Some(Ok((name, value))) if name == variable.name() => {
                if !value.trim().is_empty() {
                    file.values.insert(variable, value.replace(DOLLAR, "$"));
                }
            }
            _ => {
                let (file, name) = (path.display().to_string(), variable.name().to_owned());
                return Err(ConfigError::Line { file, line: number, name });
            }
        }
    }
    Ok(file)
}

/// The variable of ours that a line sets or seems to set; the longest name wins, and a comment sets nothing.
fn variable_in(line: &str) -> Option<Variable> {
    let line = line.trim_start();
    let line = line.strip_prefix("export ").map_or(line, str::trim_start);
    let name: String = line.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    VARIABLES.into_iter().find(|variable| variable.name() == name)
}
