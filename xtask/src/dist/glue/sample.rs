//! A small pair of files in the form in which wasm-bindgen writes them, for tests only.

/// The script. Fits to [`wasm`].
pub(in super::super) fn script() -> String {
    include_str!("sample.js").to_owned()
}

/// A WebAssembly with two imported functions, four own ones, of which the last is for words, a table and a memory, and notes for tools.
pub(in super::super) fn wasm() -> Vec<u8> {
    let module = "./dossier-reader_bg.js";
    let named = |name: &str, rest: &[u8]| [&[name.len() as u8], name.as_bytes(), rest].concat();
    let section = |id: u8, parts: &[&[u8]]| {
        let content = parts.concat();
        // Longest first: a length of two bytes is the usual case.
        [&[id, content.len() as u8 & 0x7f | 0x80, (content.len() >> 7) as u8][..], &content].concat()
    };
    let words = "dossier_query[b1]::text::words";
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, &[&[2, 0x60, 1, 0x6f, 0, 0x60, 0, 0]]),
        section(
            2,
            &[
                &[2],
                &named(module, &named("__wbg_remove_58de54ec71e7974a", &[0, 0])),
                &named(module, &named("__wbg_title_0123456789abcdef", &[0, 1])),
            ],
        ),
        section(3, &[&[4, 1, 1, 1, 1]]),
        section(4, &[&[1, 0x70, 0, 1]]),
        section(5, &[&[1, 0, 1]]),
        section(
            7,
            &[
                &[5],
                &named("memory", &[2, 0]),
                &named("main", &[0, 2]),
                &named("start_page", &[0, 3]),
                &named("__wbindgen_export", &[0, 2]),
                &named("__wbindgen_start", &[0, 4]),
            ],
        ),
        section(9, &[&[1, 0, 0x41, 0, 0x0b, 1, 2]]),
        section(10, &[&[4, 2, 0, 0x0b, 4, 0, 0x10, 5, 0x0b, 2, 0, 0x0b, 2, 0, 0x0b]]),
        section(0, &[&named("name", &[1, words.len() as u8 + 3, 1, 5]), &named(words, &[])]),
        section(0, &[&named("producers", &[0])]),
    ]
    .concat()
}
