//! Uncompressing, by the browser's own means: the WebAssembly carries no decoder.

use super::{Wish, body};
use dossier_view::Failure;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableWritablePair, RequestCache, Response};

// Bound here, since `web_sys` counts it among what may still change.
#[wasm_bindgen]
extern "C" {
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// What `bytes`, compressed with gzip, hold; at most `most` bytes. Says what is wrong with them otherwise.
pub(crate) async fn uncompress(bytes: &[u8], most: usize) -> Result<Vec<u8>, Failure> {
    let damaged = || Failure::Damaged("gzip".to_owned());
    let stream = stream(bytes).map_err(|_| damaged())?;
    let wish = Wish { address: "", cache: RequestCache::Default, most, abort: None, arrived: &|_| () };
    body::read(stream, &wish).await.map_err(|failure| match failure {
        Failure::Damaged(_) => failure,
        _ => damaged(),
    })
}

fn stream(bytes: &[u8]) -> Result<Option<ReadableStream>, JsValue> {
    let compressed = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?.body();
    let decoder = DecompressionStream::new("gzip")?;
    // The decoder is such a pair, though its type does not say so.
    let pair: &ReadableWritablePair = decoder.unchecked_ref();
    Ok(compressed.map(|compressed| compressed.pipe_through(pair)))
}
