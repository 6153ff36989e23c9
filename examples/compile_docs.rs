//! Compiles `docs-index/` into the catalog and the index that the program embeds.
//!
//! Run it after a change to the docs: `cargo run --example compile_docs`. A test proves that what is committed is
//! what these files give. It is a command and not a build script because a build script would compile the
//! indexer a second time, which makes the first build a sixth longer.

use std::{fs, path::Path, process::ExitCode};

use wawp_mcp::docs;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-index");
    match docs::compile(&root.join("wawp")).and_then(|compiled| {
        let words = docs::compile_words(&root.join("words.yaml"))?;
        fs::create_dir_all(root.join("compiled"))?;
        fs::write(root.join("compiled/words"), words)?;
        fs::write(root.join("compiled/wawp.catalog"), &compiled.catalog)?;
        fs::write(root.join("compiled/wawp.index"), &compiled.index)?;
        Ok(compiled)
    }) {
        Ok(compiled) => {
            eprintln!("catalog {} bytes, index {} bytes", compiled.catalog.len(), compiled.index.len());
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
