//! `install_agent_config`: rule files and a skill about the API, in the user's project.

use std::{fmt::Write, panic::resume_unwind, slice};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::{Context, Effect, Tool};
use crate::{
    agents::{Target, plan},
    config::home_dir,
    edits::{Action, EditError, FileEdit, Project, Stopped, apply},
    files::{FolderError, Roots},
    reply::{FaultRow, Reply, ToolError},
};

/// Installs rule files and a skill.
pub struct InstallAgentConfig;

/// Arguments of `install_agent_config`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    // What every session pays for: these two names say enough, and errors say the rest.
    project_path: Option<String>,
    /// Default: the first two
    targets: Option<Vec<Target>>,
    #[serde(default)]
    dry_run: bool,
}

/// Result of `install_agent_config`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    files: Vec<EditedFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dry_run: Option<bool>,
}

#[derive(Serialize, JsonSchema)]
struct EditedFile {
    path: String,
    action: Action,
    /// Nothing of a file that was written before another one failed
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

/// The most bytes of all diffs together: the answer's text may hold them beside a line for each file.
const DIFFS: usize = 18_000;

impl Tool for InstallAgentConfig {
    const NAME: &'static str = "install_agent_config";
    const TITLE: &'static str = "Install rules and a skill";
    const DESCRIPTION: &'static str = "Write rules and a skill for coding agents into the user's project.";
    const EFFECT: Effect = Effect::Writes;
    const EXAMPLE: &'static str = r#"{"project_path": ".", "targets": ["agents-md"], "dry_run": true}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        let ctx = ctx.clone();
        // Disks take their time, most of all to say that all is written: other calls go on meanwhile.
        let installed = spawn_blocking(move || install(&ctx, &args)).await;
        installed.unwrap_or_else(|broken| resume_unwind(broken.into_panic()))
    }
}

fn install(ctx: &Context, args: &Args) -> Result<Reply, ToolError> {
    let targets = args.targets.as_deref().unwrap_or(&Target::USUAL);
    if targets.is_empty() {
        return Err(ToolError::invalid(
            "targets",
            "[]",
            "it must name at least one; leave it out for the usual ones",
        ));
    }
    let project = project(ctx, args.project_path.as_deref())?;
    let edits = plan(&project, ctx.gateway(None)?.catalog()?, targets).map_err(|faults| refused(&faults))?;
    if !args.dry_run {
        apply(&project, &edits).map_err(|at| stopped(&at, &edits))?;
    }
    Ok(Reply::new(text(&edits, args.dry_run), output(&edits, args.dry_run)))
}

/// The project: folders of `WAWP_FILE_ROOTS` are open for reading, and for that alone.
fn project(ctx: &Context, given: Option<&str>) -> Result<Project, ToolError> {
    let working_dir = slice::from_ref(&ctx.app.config().working_dir);
    let workspace = ctx.workspace.as_deref().unwrap_or(working_dir);
    let roots = Roots::new(workspace, home_dir().as_deref(), &[]);
    roots.folder(given).map(Project::new).map_err(|fault| of_folder(&fault))
}

fn output(edits: &[FileEdit], dry_run: bool) -> Output {
    let room = room(edits);
    let file = |edit: &FileEdit| EditedFile {
        path: edit.path().to_owned(),
        action: edit.action(),
        diff: Some(shown(edit.diff(), room)),
    };
    Output { files: edits.iter().map(file).collect(), dry_run: Some(dry_run) }
}

/// One line a file; in a dry run its diff as well, which is all that the caller gets to see of it.
fn text(edits: &[FileEdit], dry_run: bool) -> String {
    let room = room(edits);
    let changed = edits.iter().filter(|edit| edit.action() != Action::Unchanged).count();
    let what = if dry_run { "to be written (dry run, nothing was)" } else { "written" };
    let mut out = format!("{changed} of {} files {what}", edits.len());
    for edit in edits {
        let action = match edit.action() {
            Action::Created => "created",
            Action::Updated => "updated",
            Action::Unchanged => "unchanged",
        };
        let _ = write!(out, "\n{action} {}", edit.path());
    }
    if dry_run {
        for edit in edits.iter().filter(|edit| !edit.diff().is_empty()) {
            let _ = write!(out, "\n\n{}", shown(edit.diff(), room).replace('\r', ""));
        }
    }
    out
}

/// How many bytes of each diff are shown, so that all fit: short ones leave their room to the long.
fn room(edits: &[FileEdit]) -> usize {
    let mut sizes: Vec<usize> = edits.iter().map(|edit| edit.diff().len()).collect();
    sizes.sort_unstable();
    let mut left = DIFFS;
    for (done, size) in sizes.iter().enumerate() {
        let share = left / (sizes.len() - done);
        if *size > share {
            return share;
        }
        left -= size;
    }
    DIFFS
}

/// As many whole lines of a diff as there is room for, and how many there are more.
fn shown(diff: &str, room: usize) -> String {
    if diff.len() <= room {
        return diff.to_owned();
    }
    let mut out = String::new();
    let mut lines = diff.split_inclusive('\n');
    for line in lines.by_ref() {
        if out.len() + line.len() > room {
            break;
        }
        out.push_str(line);
    }
    let _ = write!(out, "… {} more lines", lines.count() + 1);
    out
}

fn of_folder(fault: &FolderError) -> ToolError {
    let (code, action) = match fault {
        FolderError::NoRoots => (
            "file_not_allowed",
            "start this server in the project's folder, which must not be the home directory or the whole disk",
        ),
        FolderError::Outside { .. } => {
            ("file_not_allowed", "give a folder inside the workspace, or leave `project_path` out")
        }
        FolderError::NotFound(_) | FolderError::NotAFolder(_) => {
            ("file_not_found", "give the project's folder; relative paths start at the workspace's root")
        }
        FolderError::Io { .. } => ("file_not_allowed", "check the folder's permissions"),
    };
    ToolError { parameter: Some("project_path".to_owned()), ..ToolError::new(code, fault.to_string()) }
        .action(action)
}

/// Nothing was written; every file at fault is named.
fn refused(faults: &[EditError]) -> ToolError {
    let errors: Vec<ToolError> = faults.iter().map(of_edit).collect();
    let Some(first) = errors.first().cloned() else {
        return ToolError::new("internal", "nothing could be planned");
    };
    let message = errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ");
    let each = |error: &ToolError| FaultRow {
        code: error.code.clone(),
        message: Some(error.message.clone()),
        action: error.action.clone(),
        ..FaultRow::default()
    };
    let faults = if errors.len() > 1 { errors.iter().map(each).collect() } else { Vec::new() };
    ToolError { message: format!("nothing was written: {message}"), faults, ..first }
}

/// What was written before something broke is told by name.
fn stopped(at: &Stopped, edits: &[FileEdit]) -> ToolError {
    let done = edits.get(..at.done).unwrap_or_default();
    let told =
        |edit: &FileEdit| EditedFile { path: edit.path().to_owned(), action: edit.action(), diff: None };
    let files = done.iter().map(told).collect();
    let written = done.iter().filter(|edit| edit.action() != Action::Unchanged).count();
    let error = of_edit(&at.fault);
    let message = format!("{}; files written before it: {written}", error.message);
    ToolError { message, ..error }.beside(&Output { files, dry_run: None })
}

fn of_edit(fault: &EditError) -> ToolError {
    let code = match fault {
        EditError::Link(_)
        | EditError::HardLink(_)
        | EditError::NotRegular(_)
        | EditError::NotFolder(_)
        | EditError::ReadOnly(_)
        | EditError::TooLarge { .. }
        | EditError::Io { .. } => "file_not_allowed",
        EditError::NotText(_) | EditError::Marker { .. } | EditError::NotOurs(_) | EditError::Changed(_) => {
            "file_conflict"
        }
    };
    ToolError::new(code, fault.to_string()).action(fault.next())
}
