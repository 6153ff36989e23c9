fn main() {
    match wawp_mcp::catalog::read_folder(std::path::Path::new("docs-index/wawp")) {
        Ok(c) => { let b = wawp_mcp::catalog::encode(&c).unwrap(); println!("{} ops {} events {} guides {} errors, {} bytes", c.operations.len(), c.events.len(), c.guides.len(), c.errors.len(), b.len()); let b: &'static [u8] = Box::leak(b.into_boxed_slice()); assert!(wawp_mcp::catalog::decode(b).unwrap() == c); }
        Err(e) => { eprintln!("{e}"); std::process::exit(1) }
    }
}
