//! Pictures of pages: read, compared pixel by pixel, and saved where people look at them.

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use png::{Decoder, Transformations};
use std::io::Cursor;
use std::path::PathBuf;

/// What is seen, as a PNG.
pub(crate) struct Picture(Vec<u8>);

/// How much a channel of 255 may differ in pixels that count as the same: less than what an eye tells apart side by side.
const SAME: u8 = 8;

impl Picture {
    /// From a PNG in base64.
    pub(crate) fn read(base64: &str) -> Result<Self> {
        STANDARD.decode(base64).map(Self).context("no base64")
    }

    /// The share of pixels that differ. Fails for pictures of different sizes.
    pub(crate) fn differs(&self, other: &Self) -> Result<f64> {
        // As a rule they are alike to the byte, and need not be unpacked.
        if self.0 == other.0 {
            return Ok(0.0);
        }
        let (one, other) = (self.colours()?, other.colours()?);
        ensure!(one.0 == other.0, "one is {:?} pixels, the other {:?}", one.0, other.0);
        let channels = one.0.2;
        let pixels = one.1.chunks(channels).zip(other.1.chunks(channels));
        let differ = pixels.filter(|(one, other)| one.iter().zip(*other).any(|(one, other)| one.abs_diff(*other) > SAME)).count();
        Ok(differ as f64 / (one.1.len() / channels) as f64)
    }

    /// Width, height and channels; and all values by rows from the top.
    fn colours(&self) -> Result<((u32, u32, usize), Vec<u8>)> {
        let mut decoder = Decoder::new(Cursor::new(&self.0));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().context("a picture without end")?];
        let info = reader.next_frame(&mut bytes)?;
        bytes.truncate(info.buffer_size());
        Ok(((info.width, info.height, info.color_type.samples()), bytes))
    }

    /// Saves it for people.
    pub(crate) fn save(&self, name: &str) -> Result<PathBuf> {
        save(name, &self.0)
    }
}

/// Saves a picture beside those of failures.
pub(super) fn save(name: &str, file: &[u8]) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screens");
    std::fs::create_dir_all(&folder)?;
    let path = folder.canonicalize()?.join(format!("{name}.png"));
    std::fs::write(&path, file)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, bytes: &[u8]) -> Picture {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, bytes.len() as u32 / width / 3);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(bytes).unwrap();
        Picture(file)
    }

    #[test]
    fn what_an_eye_sees_counts() {
        let one = [10, 20, 30, 40, 50, 60];
        for (other, expected) in
            [([10, 20, 30, 40, 50, 60], 0.0), ([18, 20, 30, 40, 50, 60], 0.0), ([19, 20, 30, 40, 50, 60], 0.5), ([0; 6], 1.0)]
        {
            let found = picture(2, &one).differs(&picture(2, &other)).unwrap();
            assert!((found - expected).abs() < 1e-9, "{other:?}: {found}");
        }
        assert!(picture(2, &one).differs(&picture(1, &one)).is_err());
    }
}
