//! Compiles `docs-index/` into the catalogs and indexes that the program embeds, a pair for each gateway's folder.
//!
//! Run it after a change to the docs: `cargo run --example compile_docs`. A test proves that what is committed is
//! what these files give. It is a command and not a build script because a build script would compile the
//! indexer a second time, which makes the first build a sixth longer.

use std::{fs, path::Path, process::ExitCode};

use wawp_mcp::docs::{self, CompileError};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-index");
    match compile_all(&root) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compile_all(root: &Path) -> Result<(), CompileError> {
    let compiled = root.join("compiled");
    fs::create_dir_all(&compiled)?;
    fs::write(compiled.join("words"), docs::compile_words(&root.join("words.yaml"))?)?;
    for entry in fs::read_dir(root)? {
        let folder = entry?.path();
        if !folder.join("openapi.yaml").is_file() {
            continue;
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let docs::Compiled { catalog, index } = docs::compile(&folder)?;
        fs::write(compiled.join(format!("{name}.catalog")), &catalog)?;
        fs::write(compiled.join(format!("{name}.index")), &index)?;
        eprintln!("{name}: catalog {} bytes, index {} bytes", catalog.len(), index.len());
    }
    Ok(())
}
