//! Arabic words: what is written onto them taken off, and the consonants that their forms share.

/// The article and the particles written before a word, the longest first (after Larkey, Ballesteros and Connell,
/// "Light Stemming for Arabic Information Retrieval", 2007).
const BEFORE: [&str; 11] = ["وبال", "بهال", "وال", "بال", "فال", "كال", "عال", "هال", "لل", "ال", "و"];
/// What dialects and the imperfect write before a verb: `بيبعت`, `هيبعت`, `حنبعت`, `يبعت`.
const BEFORE_VERBS: [&str; 14] =
    ["بي", "بت", "بن", "با", "هي", "هت", "هن", "حي", "حت", "حن", "ي", "ت", "ن", "ا"];
/// Endings of number, person and possession, the longest first.
const AFTER: [&str; 13] = ["ها", "ات", "ون", "ين", "ان", "وا", "نا", "كم", "هم", "يه", "ه", "ي", "ت"];
/// The fewest letters that are still a word.
const SHORTEST: usize = 3;

/// The word without article and particles.
pub(super) fn light_stem(word: &str) -> &str {
    without(word, &BEFORE, |word, part| word.strip_prefix(part))
}

/// The consonants that a word's forms share: `رساله` and `رسايل` are both `رسل`, `ابعت` and `بيبعت` both `بعت`. Marked, so
/// that it is never taken for a word.
pub(super) fn skeleton(stem: &str) -> Option<String> {
    if stem.is_ascii() {
        return None;
    }
    let bare = without(stem, &BEFORE_VERBS, |word, part| word.strip_prefix(part));
    // Twice: a possessive behind the ending of the feminine, as in `رسالتي`.
    let bare = without(bare, &AFTER, |word, part| word.strip_suffix(part));
    let bare = without(bare, &AFTER, |word, part| word.strip_suffix(part));
    let consonants: String = bare.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ء')).collect();
    (consonants.chars().count() >= 2).then(|| format!("~{consonants}"))
}

fn without<'w>(word: &'w str, parts: &[&str], strip: impl Fn(&'w str, &str) -> Option<&'w str>) -> &'w str {
    let long_enough = |rest: &&str| rest.chars().count() >= SHORTEST;
    parts.iter().filter_map(|part| strip(word, part)).find(long_enough).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_their_skeleton() {
        for forms in [&["رساله", "رسايل", "رسالتي"][..], &["ابعت", "يبعت", "بيبعت", "هيبعت"]]
        {
            let skeletons: Vec<_> = forms.iter().map(|form| skeleton(form)).collect();
            assert!(skeletons.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?} {skeletons:?}");
        }
    }
}
