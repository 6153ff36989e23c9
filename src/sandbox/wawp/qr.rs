//! QR codes as PNG images that a phone can scan.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcode::{Color, QrCode};

/// Pixels a module: large enough to be scanned off a screen.
const SCALE: usize = 8;
/// Modules of white around the code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// A grey PNG with the code of `text`, as a `data:` address; `None` when the text is too long for a QR code.
pub(in crate::sandbox::wawp) fn data_url(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let side = (code.width() + 2 * QUIET) * SCALE;
    let pixels = pixels(&code, side);
    let mut bytes = Vec::new();
    let side = u32::try_from(side).ok()?;
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(&pixels).ok()?;
    Some(format!("data:image/png;base64,{}", STANDARD.encode(bytes)))
}

fn pixels(code: &QrCode, side: usize) -> Vec<u8> {
    const WHITE: u8 = 255;
    let margin = vec![WHITE; side * QUIET * SCALE];
    let mut pixels = margin.clone();
    for row in code.to_colors().chunks(code.width()) {
        let mut line = vec![WHITE; QUIET * SCALE];
        for module in row {
            let shade = if *module == Color::Dark { 0 } else { WHITE };
            line.extend(std::iter::repeat_n(shade, SCALE));
        }
        line.resize(side, WHITE);
        for _ in 0..SCALE {
            pixels.extend_from_slice(&line);
        }
    }
    pixels.extend(margin);
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_of_the_code_stands_in_the_image() {
        let (text, code) = ("2@abc", QrCode::new("2@abc").unwrap());
        let url = data_url(text).unwrap();
        let bytes = STANDARD.decode(url.trim_start_matches("data:image/png;base64,")).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let side = reader.next_frame(&mut pixels).unwrap().width as usize;
        assert_eq!(side, (code.width() + 2 * QUIET) * SCALE);
        for (index, module) in code.to_colors().into_iter().enumerate() {
            let (row, column) = (index / code.width(), index % code.width());
            let middle = |place: usize| (place + QUIET) * SCALE + SCALE / 2;
            let shade = pixels[middle(row) * side + middle(column)];
            assert_eq!(shade == 0, module == Color::Dark, "{row} {column}");
        }
    }
}
