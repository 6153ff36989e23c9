//! The small words by which a task's parts are told apart, in English and Arabic, as they are compared: lower-cased, hamza
//! and other spellings as one.

use crate::search::plain;

/// What is written behind a verb: whom or what it is for.
const BEHIND: [&str; 12] = ["", "لهم", "لها", "له", "لو", "لي", "ها", "هم", "ه", "و", "ني", "ي"];
/// What person and tense write before a verb.
const BEFORE: [&str; 9] = ["", "بي", "بت", "هي", "هت", "ي", "ت", "ن", "ا"];

/// The verb that people ask for something with, where `word`, in its plain form, is one.
pub(super) fn verb(word: &str) -> Option<&'static str> {
    let known = |form: &str, verbs: &'static [&'static str]| verbs.iter().copied().find(|verb| *verb == form);
    if word.is_ascii() {
        let y = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let mut forms =
            [Some(word), word.strip_suffix('s'), word.strip_suffix("es"), y.as_deref()].into_iter().flatten();
        return forms.find_map(|form| known(form, VERBS));
    }
    BEHIND.iter().filter_map(|ending| word.strip_suffix(ending)).find_map(|bare| {
        BEFORE
            .iter()
            .filter_map(|prefix| bare.strip_prefix(prefix))
            .find_map(|form| known(form, ARABIC_VERBS))
    })
}

/// The verb without what it is for, where that is written onto it: `امسحها`, `حطله`.
pub(super) fn without_object(word: &str) -> Option<&str> {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let bare = ["لهم", "لها", "له", "ها", "هم", "ه"].iter().find_map(|ending| bare.strip_suffix(ending))?;
    (bare.chars().count() >= 2 && verb(&plain(bare)).is_some()).then_some(bare)
}

/// What is left of an Arabic word of fewer letters is another word.
const SHORTEST: usize = 3;

/// An Arabic word without the ending of an indefinite object: `صورا`.
pub(super) fn without_case(word: &str) -> &str {
    let bare = word.strip_suffix(['\u{64b}', 'ا']).map(|bare| bare.trim_end_matches(['\u{64b}', 'ا']));
    bare.filter(|bare| bare.chars().count() >= SHORTEST && !bare.ends_with('ه')).unwrap_or(word)
}

/// An Arabic word without its owner: `صورتها`.
pub(super) fn without_owner(word: &str) -> String {
    let bare = ["ها", "هم"].iter().find_map(|owner| word.strip_suffix(owner));
    match bare.filter(|bare| bare.chars().count() >= SHORTEST) {
        Some(bare) => bare.strip_suffix('ت').map_or_else(|| bare.to_owned(), |stem| format!("{stem}ة")),
        None => word.to_owned(),
    }
}

/// The verb of a word that may have the Arabic "and" written onto it.
pub(super) fn joined_verb(word: &str) -> Option<&'static str> {
    let rest =
        word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() >= 2 && !is_one(word, INCOMING));
    rest.and_then(verb)
}

/// Whether `word` is one of `words`.
pub(super) fn is_one(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

/// Words that join two parts.
#[rustfmt::skip]
pub(super) const JOINING: &[&str] = &[
    "and", "then", "afterwards", "afterward", "next", "plus", "finally", "later", "followed", "otherwise",
    "&", "ثم", "و", "وبعد", "وبعدين", "بعدين", "وبعدها", "بعدها", "وبعده", "بعده", "واخيرا", "اخيرا",
    "وكمان", "كمان", "وايضا", "ايضا",
];

/// Words that may stand between a joining word and the verb behind it.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &[
    "and", "then", "also", "finally", "afterwards", "please", "by", "i", "you", "we", "it", "to",
    "automatically", "always", "immediately", "again", "that", "after", "this", "so", "if", "can", "should",
    "will", "ثم", "ايضا", "كمان", "اخيرا", "بعد", "ذلك", "كده", "هيك", "ان", "من", "فضلك", "لو", "سمحت",
    "مباشره", "فورا", "تلقاييا", "علي", "طول", "رجع", "ارجع",
];

/// Words that begin what must happen first.
#[rustfmt::skip]
pub(super) const WHEN: &[&str] = &[
    "when", "whenever", "عند", "فور", "لما", "عندما", "كلما", "حين", "حينما", "متي", "لحظه", "ملي",
];

/// Words that begin what must have been done first.
#[rustfmt::skip]
pub(super) const AFTER: &[&str] = &[
    "once", "upon", "after", "بمجرد",
];

/// Words that begin what must be so.
#[rustfmt::skip]
pub(super) const IF: &[&str] = &[
    "if", "unless", "اذا", "لو", "ولو", "فان", "واذا", "فاذا",
];

/// Words that, before `new`, speak of whatever comes.
#[rustfmt::skip]
pub(super) const EVERY: &[&str] = &[
    "every", "each", "any", "all", "كل", "اي",
];

/// Words by which something is done for one thing after another.
#[rustfmt::skip]
pub(super) const FOR_EACH: &[&str] = &[
    "each", "every", "لكل",
];

/// Words for what has not been there before.
#[rustfmt::skip]
pub(super) const NEW: &[&str] = &[
    "new", "جديد", "جديده",
];

/// Words that turn the verb of noting things down into another one: `log in`.
#[rustfmt::skip]
pub(super) const IN_OR_OUT: &[&str] = &[
    "in", "out", "into", "الدخول", "الخروج", "دخول", "خروج",
];

/// Words behind which `if` asks whether something is so.
#[rustfmt::skip]
pub(super) const WHETHER: &[&str] = &[
    "check", "see", "know", "ask", "verify", "test", "look", "tell", "me", "us", "out", "even", "as", "what",
    "تحقق", "شوف", "اعرف", "تاكد", "افحص", "اسال", "حتي", "كما",
];

/// What marks something that comes in by itself.
#[rustfmt::skip]
pub(super) const INCOMING: &[&str] = &[
    "incoming", "received", "inbound", "arriving", "وارد", "وارده", "الوارده", "الوارد", "واصله", "جايه",
    "تجي", "توصل", "تصل", "بتيجي", "تيجي",
];

/// Verbs of coming in.
#[rustfmt::skip]
pub(super) const COMES: &[&str] = &[
    "come", "comes", "arrive", "arrives", "تجي", "توصل", "تصل", "بتيجي", "تيجي", "يصل", "يوصل", "وصلت", "جت",
];

/// Verbs of telling: what is told is an event.
#[rustfmt::skip]
pub(super) const TELL: &[&str] = &[
    "tell", "notify", "alert", "inform", "warn", "know", "ping", "wait", "خبرني", "بلغني", "نبهني",
    "اعلمني", "اخبرني", "قولي", "استقبل", "استمع", "عرفني", "علمني",
];

/// Words behind which things belong to one call.
#[rustfmt::skip]
pub(super) const WITH: &[&str] =
    &["with", "of", "between", "including", "having", "مع", "بعنوان", "فيها", "فيه"];

/// Verbs of taking in what comes by itself.
#[rustfmt::skip]
pub(super) const LISTEN: &[&str] = &[
    "listen", "watch", "receive", "log", "record", "dump", "monitor", "track", "catch", "handle", "collect",
    "استقبل", "استمع", "راقب", "سجل", "تتبع",
];

/// Words that stand for what was spoken of before.
#[rustfmt::skip]
pub(super) const IT: &[&str] = &[
    "it", "its", "it's", "them", "their", "one", "result", "there", "له", "لها", "لهم", "منها", "منه",
    "فيها", "فيه", "عليها", "عليه", "اليها", "اليه", "بها", "اولها", "اولهم",
];

/// Verbs of sending, and what people who use them mean when they name nothing.
#[rustfmt::skip]
pub(super) const SEND: &[&str] = &[
    "send", "text", "message", "reply", "answer", "respond", "greet", "thank", "deliver", "write", "say",
    "congratulate", "remind", "welcome", "tell",
    "ارسل", "رسل", "ابعت", "بعت", "ابعث", "بعث", "رد", "ردي", "اجب", "جاوب", "رحب", "دز",
];

/// Verbs that change nothing.
#[rustfmt::skip]
pub(super) const READ: &[&str] = &[
    "read", "count", "list", "fetch", "view", "track", "اقرا", "قرا", "احسب",
];

/// Verbs of showing something to many.
#[rustfmt::skip]
pub(super) const POST: &[&str] = &[
    "post", "publish", "share", "انشر", "نشر", "شارك",
];

/// Words for a plain text.
#[rustfmt::skip]
pub(super) const MESSAGE: &[&str] = &[
    "message", "text", "reminder", "greeting", "رساله", "الرساله", "تذكير",
];

/// Words behind which stands the very word that is to be said.
#[rustfmt::skip]
pub(super) const WORDING: &[&str] = &[
    "with", "saying", "بكلمه", "بعباره",
];

/// Words behind which stands whom something is for.
#[rustfmt::skip]
pub(super) const RECIPIENT: &[&str] = &[
    "to", "الي", "لكل",
];

/// Words for the status, which is posted by other calls than what is sent to chats.
#[rustfmt::skip]
pub(super) const STATUS: &[&str] = &[
    "status", "story", "stories", "حاله", "الحاله", "ستوري", "الستوري", "حالتي",
];

/// Verbs of asking for what is there.
#[rustfmt::skip]
pub(super) const GET: &[&str] = &[
    "get", "show", "find", "see", "check", "retrieve", "export", "هات", "جيب", "اعرض", "شوف", "استعرض",
];

/// Verbs of changing what is there.
#[rustfmt::skip]
pub(super) const CHANGE: &[&str] = &[
    "change", "rename", "set", "update", "edit", "let", "allow", "make", "restrict", "enable", "disable", "lock",
    "subscribe", "follow", "غير", "عدل", "بدل", "حدث", "اجعل",
];

/// Verbs behind which a colon may bring the very text.
#[rustfmt::skip]
pub(super) const SAYING: &[&str] = &[
    "send", "text", "message", "reply", "answer", "respond", "post", "publish", "write", "set", "ارسل",
    "رسل", "ابعت", "بعت", "ابعث", "انشر", "نشر", "اكتب", "كتب", "رد", "دز",
];

/// Verbs by which people ask for calls; without the `s` of the third person.
#[rustfmt::skip]
pub(super) const VERBS: &[&str] = &[
    "accept", "add", "allow", "answer", "archive", "ask", "assign", "attach", "ban", "begin", "broadcast",
    "call", "change", "check", "clear", "close", "confirm", "connect", "convert", "count", "create",
    "decline", "delete", "demote", "deliver", "disable", "disconnect", "download", "drop", "edit", "enable",
    "erase", "export", "fetch", "find", "follow", "forward", "get", "give", "go", "greet", "hang", "hide",
    "invite", "join", "kick", "label", "leave", "let", "link", "list", "listen", "lock", "log", "logout",
    "look", "make", "mark", "message", "move", "mute", "notify", "open", "pair", "pin", "poll", "post",
    "preview", "print", "promote", "publish", "put", "react", "read", "recolor", "recolour", "record",
    "refresh", "reject", "remove", "rename", "reply", "report", "request", "respond", "restart", "reboot",
    "restrict", "revoke", "run", "save", "say", "scan", "search", "see", "send", "set", "share", "show",
    "star", "start", "stop", "subscribe", "switch", "tag", "take", "tell", "text", "thank", "track", "turn",
    "type", "undo", "unfollow", "unlink", "unmute", "update", "upload", "verify", "view", "vote", "wait",
    "warn", "welcome", "write", "recreate", "dump", "monitor", "collect", "handle", "catch", "colour",
    "color", "play", "skip", "reconnect", "swap", "translate", "schedule", "ping", "recover", "register",
    "rotate", "retrieve", "submit", "transfer", "withdraw", "retract", "reset", "store", "return",
    "provide", "lookup", "prevent", "ensure", "keep", "learn", "congratulate", "remind",
];

/// Arabic verbs, as their forms share them: without the letters that person, tense and object add.
#[rustfmt::skip]
pub(super) const ARABIC_VERBS: &[&str] = &[
    "ارسل", "رسل", "ابعت", "بعت", "ابعث", "بعث", "اضف", "ضف", "اضيف", "ضيف", "انشي", "نشي", "اعمل", "عمل",
    "سو", "سوي", "احذف", "حذف", "امسح", "مسح", "شيل", "غير", "عدل", "بدل", "اقرا", "قرا", "اعرض", "عرض",
    "جيب", "جب", "هات", "شوف", "تحقق", "تاكد", "اقبل", "ارفض", "رفض", "اكتب", "كتب", "انشر", "نشر", "حط",
    "ضع", "حول", "اربط", "ربط", "شغل", "وقف", "اوقف", "ابدا", "رد", "ردي", "تفاعل", "علم", "اكتم", "كتم",
    "تابع", "الغ", "الغي", "سجل", "رقي", "رق", "رقه", "نزل", "اطرد", "طرد", "اخرج", "خرج", "غادر", "انضم",
    "احسب", "خلي", "خل", "خله", "صوت", "حدد", "استخرج", "وصل", "فعل", "قفل", "اقفل", "افتح", "فتح", "امنع",
    "منع", "اسمح", "سمح", "عطني", "اعطني", "طلع", "اطلع", "فرجيني", "اجلب", "جلب", "استعرض", "ابحث", "دور",
    "حدث", "عين", "ازل", "زيل", "ازيل", "شارك", "حمل", "ارفع", "رفع", "اطلب", "طلب", "افصل", "فصل", "انتظر",
    "استنا", "خبر", "خبرني", "بلغ", "بلغني", "نبه", "نبهني", "اظهر", "ظهر", "اخف", "خفي", "احفظ", "حفظ",
    "سميها", "اعد", "عيد", "رجع", "اخذ", "خذ", "اعلم", "اجب", "جاوب", "دز", "رحب", "تحول", "اجعل", "جعل",
    "وري", "وريني", "قل", "قول", "اشترك", "لصق", "الصق", "اغلق", "غلق", "روح", "ادخل", "دخل", "اطبع",
    "اذكر", "ادع", "ادعو", "ضم", "كلم", "ارشف", "احظر", "حظر", "ثبت", "انسخ", "نسخ", "انقل", "نقل", "ترجم",
    "جدول", "فك", "صدر", "مرر", "استقبل", "استمع", "راقب", "تتبع",
];

/// Verbs of showing: a program shows what it is answered in any case.
#[rustfmt::skip]
pub(super) const SHOWING: &[&str] = &[
    "print", "show", "display", "output", "return", "see", "view", "اطبع", "اعرض", "عرض", "اظهر",
];

/// English verbs that are as often things.
#[rustfmt::skip]
pub(super) const THINGS: &[&str] = &[
    "answer", "call", "label", "link", "list", "log", "message", "poll", "post", "record", "reply", "report",
    "request", "share", "tag", "text", "vote", "update", "view",
];

/// Words that a verb is followed by, and a thing is not.
#[rustfmt::skip]
pub(super) const OBJECTS: &[&str] = &[
    "a", "an", "the", "him", "her", "them", "me", "us", "it", "my", "our", "their", "his", "this", "that",
    "these", "those", "all", "back", "with", "to", "every", "each", "another", "some",
];

/// What a task may begin with before it says what is to be done, up to and with the last of these words.
#[rustfmt::skip]
pub(super) const PROGRAM: &[&str] = &[
    "script", "program", "code", "bot", "app", "snippet", "function", "example", "tool", "service", "سكربت",
    "سكريبت", "برنامج", "كود", "بوت", "بوتا", "برنامجا", "كودا", "سكربتا", "تطبيق", "تطبيقا", "اداه",
];

/// Words by which people ask for a program.
#[rustfmt::skip]
pub(super) const ASKING: &[&str] = &[
    "write", "build", "make", "create", "need", "want", "generate", "give", "develop", "show", "have",
    "code", "اكتب", "عايز", "عاوز", "اريد", "ابي", "ابغي", "بدي", "سوي", "سو", "اعمل", "اعملي", "انشي",
    "احتاج", "محتاج", "اكتبلي", "بغيت",
];

/// Words that say nothing of what a program does.
#[rustfmt::skip]
pub(super) const LITTLE: &[&str] = &[
    "a", "an", "the", "some", "me", "us", "you", "to", "for", "please", "small", "simple", "short",
    "little", "quick", "node", "node.js", "nodejs", "python", "php", "javascript", "typescript", "go",
    "golang", "java", "kotlin", "ruby", "rust", "bash", "shell", "curl", "c#", "swift", "dart",
    "powershell", "requests", "axios", "httpx", "guzzle", "fetch", "whatsapp", "starter", "sample", "لي",
    "لنا", "بسيط", "صغير", "بايثون", "نود", "جافا", "جافاسكربت", "بلغه",
];

/// Words that lead from a program to what it does.
#[rustfmt::skip]
pub(super) const BEHIND_PROGRAM: &[&str] = &[
    "that", "which", "in", "with", "using", "will", "can", "should", "so", "i", "اللي", "الذي", "التي",
    "يقوم", "ب", "ل", "لكي", "كي", "عشان", "يخليني", "علشان",
];

/// Polite words that a task may begin with.
#[rustfmt::skip]
pub(super) const POLITE: &[&str] = &[
    "please", "hi", "hello", "hey", "can", "could", "would", "you", "i", "i'd", "id", "want", "like",
    "need", "to", "help", "me", "let's", "lets", "من", "فضلك", "لو", "سمحت", "ممكن", "اريد", "عايز", "عاوز",
    "ان", "بدي", "ابي", "ابغي", "بغيت", "محتاج", "احتاج",
];
