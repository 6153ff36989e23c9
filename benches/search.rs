//! Search in the process itself: opening the embedded documents, and questions of the kind that agents ask.

use std::{error::Error, hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion};
use wawp_mcp::{docs, search::Query};

const QUESTIONS: [&str; 20] = [
    "send a text message",
    "how do I send a PDF invoice to a customer",
    "show the QR code to pair a phone",
    "is the session connected",
    "create a group with three people",
    "remove somebody from a group",
    "message.ack event payload",
    "react to a message with an emoji",
    "sendPoll",
    "mark a chat as read",
    "check whether a number has whatsapp",
    "webhook for incoming messages",
    "session_not_found",
    "upload a status with a picture",
    "إرسال رسالة نصية",
    "ازاي ابعت صورة لعميل",
    "كيف أربط رقم واتساب برمز QR",
    "إنشاء مجموعة جديدة",
    "حذف رسالة",
    "عايز اعرف الجلسة متصلة ولا لا",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    docs::BUILT_IN[0].catalog()?;
    let index = docs::BUILT_IN[0].index()?;
    criterion.bench_function("open the catalog", |bencher| {
        bencher.iter_with_large_drop(|| docs::BUILT_IN[0].catalog());
    });
    criterion.bench_function("open the index", |bencher| {
        bencher.iter_with_large_drop(|| docs::BUILT_IN[0].index());
    });
    criterion.bench_function("open the index and search once", |bencher| {
        bencher.iter_with_large_drop(|| {
            Ok::<_, Box<dyn Error>>(docs::BUILT_IN[0].index()?.search(&Query::parse(QUESTIONS[0]))?)
        });
    });
    criterion.bench_function("read one of twenty questions", |bencher| {
        let mut questions = QUESTIONS.iter().cycle();
        bencher.iter(|| Query::parse(black_box(questions.next().copied().unwrap_or_default())));
    });
    criterion.bench_function("read and answer one of twenty questions", |bencher| {
        let mut questions = QUESTIONS.iter().cycle();
        let next = || questions.next().copied().unwrap_or_default();
        bencher.iter_batched(
            next,
            |question| index.search(&Query::parse(black_box(question))),
            BatchSize::SmallInput,
        );
    });
    criterion.final_summary();
    Ok(())
}
