//! Forms whose fields may be files (RFC 7578). A file's content is not kept: its name stands for it.

/// The fields in order, or in one word why there are none.
pub(super) fn fields(content_type: &str, body: &[u8]) -> Result<Vec<(String, String)>, &'static str> {
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return Err("content_type_is_not_multipart");
    }
    let boundary = parameter(parameters, "boundary").ok_or("no_boundary")?;
    // What stands before a boundary ends with a line break; the first one may stand at the very beginning.
    let body = [b"\r\n", body].concat();
    let delimiter = format!("\r\n--{boundary}");
    let mut parts = split(&body, delimiter.as_bytes()).into_iter().skip(1);
    let mut out = Vec::new();
    loop {
        let part = parts.next().ok_or("not_multipart")?;
        if part.starts_with(b"--") {
            return Ok(out);
        }
        out.push(field(part).ok_or("not_multipart")?);
    }
}

/// A part's name and its text, or its file's name.
fn field(part: &[u8]) -> Option<(String, String)> {
    // A part without headers has no name, and is no field.
    let at = part.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(part.get(..at)?).ok()?;
    let disposition = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let (kind, parameters) = disposition.split_once(';')?;
    let name = parameter(parameters, "name").filter(|_| kind.trim() == "form-data")?;
    let text = match parameter(parameters, "filename") {
        Some(file) => file,
        None => String::from_utf8(part.get(at + 4..)?.to_vec()).ok()?,
    };
    Some((name, text))
}

/// The value of a header's parameter, in quotes or without.
fn parameter(parameters: &str, name: &str) -> Option<String> {
    parameters.split(';').find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        (known.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

fn split<'a>(bytes: &'a [u8], delimiter: &[u8]) -> Vec<&'a [u8]> {
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while let Some(at) = rest.windows(delimiter.len()).position(|window| window == delimiter) {
        let (part, behind) = rest.split_at(at);
        parts.push(part);
        rest = behind.get(delimiter.len()..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}
