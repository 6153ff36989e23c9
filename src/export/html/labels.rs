//! The words of the page itself.

use crate::catalog::{Carrier, Text};

const fn text(en: &'static str, ar: &'static str) -> Text {
    Text::new(en, ar)
}

pub(super) const SKIP: Text = text("Skip to content", "إلى المحتوى");
pub(super) const MENU: Text = text("Menu", "القائمة");
pub(super) const CLOSE: Text = text("Close", "إغلاق");
pub(super) const PAGES: Text = text("Pages", "الصفحات");
pub(super) const SEARCH: Text = text("Search", "بحث");
pub(super) const SEARCH_FOR: Text =
    text("Search endpoints, events, guides, arguments…", "ابحث في نقاط النهاية والأحداث والأدلة والمعاملات…");
pub(super) const RESULTS: Text = text("Results", "النتائج");
pub(super) const NOTHING: Text =
    text("Nothing found. Try other words, or a path.", "لا نتائج. جرّب كلمات أخرى أو مسارًا.");
pub(super) const COPY: Text = text("Copy", "نسخ");
pub(super) const COPIED: Text = text("Copied", "نُسخ");
pub(super) const LANGUAGE: Text = text("Language", "اللغة");
pub(super) const OVERVIEW: Text = text("Overview", "نظرة عامة");
pub(super) const REQUEST: Text = text("Request", "الطلب");
pub(super) const FOR_AGENTS: Text = text("The same for an agent", "الطلب نفسه لوكيل ذكي");
pub(super) const DELIVERY: Text = text("Delivery", "التسليم");
pub(super) const BODY: Text = text("Body", "الجسم");
pub(super) const BASE: Text = text("Base address", "العنوان الأساسي");
pub(super) const TOKEN: Text = text("Token", "الرمز");
pub(super) const SESSION: Text = text("Session", "الجلسة");
pub(super) const IN_CALL: Text = text("in the query or the body", "في الاستعلام أو الجسم");
pub(super) const LEAD: Text = text(
    "Send and receive WhatsApp messages over HTTP: every call with its arguments, limits, errors and an example, and \
     every event that comes back.",
    "أرسل رسائل واتساب واستقبلها عبر HTTP: كل استدعاء بمعاملاته وحدوده وأخطائه ومثال عليه، وكل حدث يعود إليك.",
);
pub(super) const FILLED_IN: Text = text("the MCP server fills it in", "يملؤه خادم MCP");
pub(super) const SESSION_NAME: Text = text("The session to act for.", "الجلسة التي ينفَّذ الطلب باسمها.");
pub(super) const OPERATIONS: Text = text("Operations", "عملية");

/// Where the token travels.
pub(super) fn travels_in(carrier: Carrier) -> Text {
    match carrier {
        Carrier::Header | Carrier::Bearer => text("in the header", "في الترويسة"),
        Carrier::Query => text("in the query", "في الاستعلام"),
        Carrier::Body | Carrier::Form => text("in the body", "في الجسم"),
    }
}

/// What goes with every call.
pub(super) fn needed(carrier: Carrier) -> Text {
    match carrier {
        Carrier::Header => text("With every call: the header `@`.", "مع كل استدعاء: الترويسة `@`."),
        Carrier::Bearer => text(
            "With every call: the header `@`, the token behind `Bearer`.",
            "مع كل استدعاء: الترويسة `@`، والرمز بعد `Bearer`.",
        ),
        Carrier::Query => {
            text("With every call: the query argument `@`.", "مع كل استدعاء: معامل الاستعلام `@`.")
        }
        Carrier::Body | Carrier::Form => {
            text("With every call: the body's member `@`.", "مع كل استدعاء: عضو الجسم `@`.")
        }
    }
}
