//! A text under its escapes, layer by layer, with the place of each character in the text as it came.

/// A character and the bytes of the text that spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) shown: char,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// How often an escape is itself escaped before nobody would read it any more.
const DEEPEST: usize = 8;

/// The names that HTML has for the signs of ASCII.
const NAMED: [(&str, char); 38] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("grave", '`'),
    ("DiacriticalGrave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
];

/// The text as it is, then with one layer of escapes after another taken off.
pub(super) fn layers(text: &str) -> Vec<Vec<Unit>> {
    let plain = text.char_indices().map(|(from, shown)| Unit { shown, from, to: from + shown.len_utf8() });
    let mut out: Vec<Vec<Unit>> = vec![plain.collect()];
    while out.len() < DEEPEST {
        let Some(next) = out.last().and_then(|units| unescaped(units)) else { break };
        out.push(next);
    }
    out
}

/// The units with one layer of escapes taken off; nothing where there is none.
fn unescaped(units: &[Unit]) -> Option<Vec<Unit>> {
    let mut out = Vec::with_capacity(units.len());
    let (mut at, mut changed) = (0, false);
    while let Some(unit) = units.get(at) {
        let rest = units.get(at + 1..).unwrap_or_default();
        let escape = match unit.shown {
            '%' => hex(rest, 2).map(|shown| (shown, 2)),
            '\\' => backslash(rest),
            '&' => entity(rest),
            _ => None,
        };
        let (shown, used) = escape.map_or((unit.shown, 0), |(shown, used)| (shown, used));
        changed |= escape.is_some();
        let to = units.get(at + used).map_or(unit.to, |last| last.to);
        out.push(Unit { shown, from: unit.from, to });
        at += used + 1;
    }
    changed.then_some(out)
}

/// The character of so many hex digits.
fn hex(rest: &[Unit], digits: usize) -> Option<char> {
    number(rest.get(..digits)?, 16)
}

fn number(digits: &[Unit], radix: u32) -> Option<char> {
    let mut code = 0_u32;
    for unit in digits {
        code = code.checked_mul(radix)?.checked_add(unit.shown.to_digit(radix)?)?;
    }
    // Of bytes and code points alone those of ASCII matter: a token has no others.
    char::from_u32(code).filter(|shown| shown.is_ascii() && !digits.is_empty())
}

/// What stands for a character behind a backslash, and how many characters that takes.
fn backslash(rest: &[Unit]) -> Option<(char, usize)> {
    let first = rest.first()?.shown;
    let behind = rest.get(1..).unwrap_or_default();
    match first {
        'u' if behind.first().is_some_and(|unit| unit.shown == '{') => {
            let end = behind.iter().take(9).position(|unit| unit.shown == '}')?;
            Some((number(behind.get(1..end)?, 16)?, end + 2))
        }
        'u' => Some((hex(behind, 4)?, 5)),
        'x' => Some((hex(behind, 2)?, 3)),
        'n' => Some(('\n', 1)),
        'r' => Some(('\r', 1)),
        other if other.is_ascii_punctuation() => Some((other, 1)),
        _ => None,
    }
}

/// The character of an entity, and how many characters its name takes.
fn entity(rest: &[Unit]) -> Option<(char, usize)> {
    if rest.first()?.shown == '#' {
        let (radix, skip) = if matches!(rest.get(1)?.shown, 'x' | 'X') { (16, 2) } else { (10, 1) };
        let digits = rest.get(skip..)?.iter().take(12).take_while(|unit| unit.shown.is_digit(radix)).count();
        let shown = number(rest.get(skip..skip + digits)?, radix)?;
        let closed = rest.get(skip + digits).is_some_and(|unit| unit.shown == ';');
        return Some((shown, skip + digits + usize::from(closed)));
    }
    let length = rest.iter().take(20).position(|unit| unit.shown == ';')?;
    let name: String = rest.get(..length)?.iter().map(|unit| unit.shown).collect();
    let (_, shown) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some((*shown, length + 1))
}
