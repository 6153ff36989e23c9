//! The words around the catalog's own, in both languages.

use std::fmt::Display;

use crate::{
    catalog::{
        Format, Retry, Text,
        facts::{Counted, Limits, Span},
    },
    values::{Language, Reach, Risk},
};

const fn text(en: &'static str, ar: &'static str) -> Text {
    Text::new(en, ar)
}

pub(super) const ARGUMENTS: Text = text("Arguments", "المعاملات");
pub(super) const ARGUMENT: Text = text("Argument", "المعامل");
pub(super) const TYPE: Text = text("Type", "النوع");
pub(super) const REQUIRED: Text = text("required", "إلزامي");
pub(super) const MUST: Text = text("Required", "إلزامي");
pub(super) const OPTIONAL: Text = text("optional", "اختياري");
pub(super) const TRAVELS_IN: Text = text("In", "في");
pub(super) const MEANING: Text = text("What it is", "ما هو");
pub(super) const NO_ARGUMENTS: Text = text("It takes none.", "لا معاملات له.");
pub(super) const FILLED_IN: Text = text("Filled in by the MCP server", "يملؤه خادم MCP");
pub(super) const LIMITS: Text = text("Limits", "الحدود");
pub(super) const NOTES: Text = text("Common mistakes", "أخطاء شائعة");
pub(super) const EXAMPLE_CALL: Text =
    text("Example call with `execute_request`", "مثال استدعاء بـ `execute_request`");
pub(super) const ANSWER: Text = text("Answer", "الرد");
pub(super) const ERRORS: Text = text("Errors", "الأخطاء");
pub(super) const STATUS: Text = text("Status", "الحالة");
pub(super) const CODE: Text = text("Code", "الرمز");
pub(super) const WRONG: Text = text("What went wrong", "ما الذي حدث");
pub(super) const ACTION: Text = text("What to do", "ما العمل");
pub(super) const RETRY: Text = text("Trying again", "إعادة المحاولة");
pub(super) const CASE: Text = text("Case", "الحالة");
pub(super) const RULE: Text = text("Rule", "القاعدة");
pub(super) const EXAMPLE: Text = text("Example", "مثال");
pub(super) const ANSWERED_BY: Text = text("Answered by", "يرد به");
pub(super) const ANY_CALL: Text = text("Any call may answer it.", "قد يرد به أي استدعاء.");
pub(super) const RELATED: Text = text("Related", "ذو صلة");
pub(super) const FIELD: Text = text("Field", "الحقل");
pub(super) const FIELDS: Text = text("Fields of `payload`", "حقول `payload`");
pub(super) const DELIVERY: Text = text("Example delivery", "مثال تسليم");
pub(super) const NEXT_CALLS: Text = text("What follows", "ما يليه");
pub(super) const GUIDES: Text = text("Guides", "الأدلة");
pub(super) const EVENTS: Text = text("Webhook events", "أحداث webhook");
pub(super) const CONTENTS: Text = text("Contents", "المحتويات");
pub(super) const RISK: Text = text("Effect", "الأثر");
pub(super) const NESTED_IN_QUERY: Text = text(
    "In the query, members of an object are written `name[member]`, deeper ones in the same way, and lists of plain \
     values are joined by commas.",
    "في الاستعلام تُكتب أعضاء الكائن بالصورة `name[member]`، والأعمق منها كذلك، وتُضم القوائم البسيطة بفواصل.",
);

/// What a call does to the world, in words.
pub(super) fn risk(risk: Risk) -> Text {
    match risk {
        Risk::Read => text("reads only, changes nothing", "قراءة فقط، لا يغيّر شيئًا"),
        Risk::Write => {
            text("changes state that another call can change back", "يغيّر حالة يمكن لاستدعاء آخر إرجاعها")
        }
        Risk::Send => text(
            "reaches a person; a second call is a second message",
            "يصل إلى شخص؛ واستدعاء ثانٍ رسالة ثانية",
        ),
        Risk::Destructive => text(
            "cannot be taken back; ask the user before calling",
            "لا رجعة فيه؛ اسأل المستخدم قبل الاستدعاء",
        ),
    }
}

/// Whom a call touches, in words.
pub(super) fn reach(reach: Reach) -> Text {
    match reach {
        Reach::Own => text("touches the own account or session only", "يمس الحساب أو الجلسة نفسها فقط"),
        Reach::Recipient => {
            text("touches the chat that the arguments name", "يمس المحادثة المذكورة في المعاملات")
        }
        Reach::Others => {
            text("touches people whom the arguments do not name", "يمس أشخاصًا لا تذكرهم المعاملات")
        }
    }
}

/// Whether trying again can help, in words.
pub(super) fn retry(retry: Retry) -> Text {
    match retry {
        Retry::Never => {
            text("the same call fails again; correct it first", "الاستدعاء نفسه سيفشل ثانية؛ صحّحه أولًا")
        }
        Retry::Later => text("waiting helps", "الانتظار يفيد"),
        Retry::Fix => text("after another call or setting", "بعد استدعاء أو ضبط آخر"),
    }
}

/// Words that a value is put into, at `@`.
pub(super) fn with(words: Text, value: &str, language: Language) -> String {
    words.get(language).replacen('@', value, 1)
}

pub(super) const CALLED_AS: Text = text(
    "The documented path is an alias; what is called is `@`.",
    "المسار الموثّق اسم بديل؛ وما يُستدعى فعلًا هو `@`.",
);
pub(super) const DOCUMENTED_AS: Text = text("Documented as `@`.", "موثّق باسم `@`.");
pub(super) const TWIN_OF: Text = text(
    "`@` of the same path does the same and is the one to use.",
    "طريقة `@` على المسار نفسه تفعل الشيء ذاته، وهي التي ينبغي استعمالها.",
);
pub(super) const TWIN: Text = text(
    "`@` does the same with its arguments in the query; this one is the one to use.",
    "`@` يفعل الشيء نفسه ومعاملاته في الاستعلام؛ وهذا هو الذي ينبغي استعماله.",
);

/// What a value must keep to, as short Markdown phrases.
pub(super) fn constraints(limits: &Limits<'_>, language: Language) -> Vec<String> {
    let say = |words: Text, value: &str| with(words, value, language);
    let mut out = Vec::new();
    out.extend(limits.format.map(|format| self::format(format).get(language).to_owned()));
    if !limits.choices.is_empty() {
        let choices: Vec<String> = limits.choices.iter().map(|choice| code(choice)).collect();
        out.push(say(text("one of @", "واحد من @"), &choices.join(", ")));
    }
    out.extend(limits.length.map(|length| between(counted(limits.counted), length, language)));
    out.extend(limits.range.map(|range| between(NUMBERS, range, language)));
    out.extend(limits.pattern.map(|pattern| say(text("matches @", "يطابق @"), &code(pattern))));
    if let Some(items) = &limits.items {
        let each = text("each: @", "كل منها: @");
        out.extend(constraints(items, language).iter().map(|one| say(each, one)));
    }
    out.extend(limits.default.map(|value| say(text("default @", "الافتراضي @"), &code(value))));
    out.extend(limits.example.map(|example| say(text("example @", "مثل @"), &code(example))));
    out
}

fn format(format: Format) -> Text {
    match format {
        Format::ChatId => text(
            "a chat id (`…@c.us`, `…@g.us`, `…@newsletter`, `…@lid`) or a phone number",
            "معرّف محادثة (`…@c.us` أو `…@g.us` أو `…@newsletter` أو `…@lid`) أو رقم هاتف",
        ),
        Format::ContactId => text("one person's phone number or id", "رقم هاتف شخص واحد أو معرّفه"),
        Format::GroupId => text("a group id, `…@g.us`", "معرّف مجموعة، `…@g.us`"),
        Format::ChannelId => text("a channel id, `…@newsletter`", "معرّف قناة، `…@newsletter`"),
        Format::Lid => text("a LID, `…@lid`", "معرّف LID، `…@lid`"),
        Format::Phone => text("an international number, digits only", "رقم دولي، أرقام فقط"),
        Format::PhonePlus => text("an international number with a leading plus", "رقم دولي يبدأ بعلامة +"),
        Format::Decimal => text("a decimal number as text", "رقم عشري مكتوب كنص"),
        Format::MediaType => text("a media type, `type/subtype`", "نوع وسائط، `type/subtype`"),
        Format::Uri => text("an `http`, `https` or `data` address", "عنوان `http` أو `https` أو `data`"),
    }
}

/// Both ends, the least alone, the most alone.
type Ends = [Text; 3];

const NUMBERS: Ends =
    [text("@ to @", "من @ إلى @"), text("at least @", "@ على الأقل"), text("at most @", "@ على الأكثر")];

fn counted(counted: Counted) -> Ends {
    match counted {
        Counted::Items => [
            text("@ to @ items", "من @ إلى @ عناصر"),
            text("at least @ items", "@ عناصر على الأقل"),
            text("at most @ items", "@ عناصر على الأكثر"),
        ],
        Counted::Characters => [
            text("@ to @ characters", "الطول من @ إلى @"),
            text("at least @ characters", "الطول @ على الأقل"),
            text("at most @ characters", "الطول @ على الأكثر"),
        ],
    }
}

fn between<T: Display>([both, least, most]: Ends, span: Span<T>, language: Language) -> String {
    match span {
        Span::Between(from, to) => with(both, &from.to_string(), language).replacen('@', &to.to_string(), 1),
        Span::AtLeast(from) => with(least, &from.to_string(), language),
        Span::AtMost(to) => with(most, &to.to_string(), language),
    }
}

/// A Markdown code span, fenced by more backticks than `text` has in a row.
pub(super) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A Markdown code block, fenced by more backticks than `text` has in a row.
pub(super) fn block(language: &str, text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}{language}\n{text}\n{fence}\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
