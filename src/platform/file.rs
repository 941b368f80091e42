//! Files that were opened or dropped.

use freepublish::MAX_INPUT;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement, TextDecoder, TextDecoderOptions};

/// What came of reading a file.
#[derive(Debug)]
pub enum FileRead {
    /// It was read.
    Bytes {
        /// The bytes.
        bytes: Vec<u8>,
        /// What the browser reads them as in GB 18030, where they are no UTF-8 and it can.
        gb18030: Option<String>,
    },
    /// It is too large to be worth it, with its size in bytes.
    TooLarge(usize),
    /// It could not be read.
    Failed,
}

/// The file a reader chose. The input is emptied, so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// The file that is being dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Whether what is dragged is a file, and not a piece of text, which the editor takes by itself.
pub fn is_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.iter().any(|name| name == "Files"))
}

/// Reads a file, unless it is too large to be worth it.
pub fn read(file: File, then: impl FnOnce(FileRead) + 'static) {
    let size = file.size();
    #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^52")]
    if size > MAX_INPUT as f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file's size")]
        return then(FileRead::TooLarge(size as usize));
    }
    spawn_local(async move {
        then(match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                let gb18030 = std::str::from_utf8(&bytes).is_err().then(|| from_gb18030(&bytes)).flatten();
                FileRead::Bytes { bytes, gb18030 }
            }
            Err(_) => FileRead::Failed,
        });
    });
}

/// The text of bytes in GB 18030. A file that was cut may end in half a character, which is left out.
fn from_gb18030(bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decode = |bytes: &[u8]| {
        let decoder = TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    };
    decode(bytes).or_else(|| decode(bytes.split_last()?.1))
}
