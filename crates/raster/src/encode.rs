//! Files that carry pixels.

use crate::engine::Pixels;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// WebP without loss.
    WebP,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// As PNG.
    #[error("the image cannot be written as PNG: {0}")]
    Png(#[from] png::EncodingError),
    /// As WebP.
    #[error("the image cannot be written as WebP: {0}")]
    WebP(#[from] image_webp::EncodingError),
}

/// Metres in an inch.
const INCH: f64 = 0.0254;

/// Writes an image of so many dots an inch; WebP has no place to say it.
///
/// # Errors
/// Where the image does not fit the form: WebP ends at 16,384 pixels a side.
pub fn encode(pixels: &Pixels, format: Format, dots_an_inch: f64) -> Result<Vec<u8>, EncodeError> {
    let mut file = Vec::with_capacity(pixels.rgb.len() / 8);
    let Pixels { width, height, rgb } = pixels;
    match format {
        Format::Png => {
            let mut encoder = png::Encoder::new(&mut file, *width, *height);
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_depth(png::BitDepth::Eight);
            encoder.set_compression(png::Compression::Balanced);
            let dots = (dots_an_inch / INCH).round() as u32;
            let unit = png::Unit::Meter;
            encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: dots, yppu: dots, unit }));
            let mut writer = encoder.write_header()?;
            writer.write_image_data(rgb)?;
            writer.finish()?;
        }
        Format::WebP => {
            let encoder = image_webp::WebPEncoder::new(&mut file);
            encoder.encode(rgb, *width, *height, image_webp::ColorType::Rgb8)?;
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Pixels {
        let rgb = (0..7 * 5 * 3).map(|place| (place * 37 % 251) as u8).collect();
        Pixels { width: 7, height: 5, rgb }
    }

    #[test]
    fn a_png_holds_its_pixels_and_its_density() {
        let file = encode(&sample(), Format::Png, 288.0).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let dots = reader.info().pixel_dims.unwrap();
        assert_eq!([dots.xppu, dots.yppu], [11_339, 11_339]);
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels, sample().rgb);
    }

    #[test]
    fn a_webp_holds_its_pixels() {
        let file = encode(&sample(), Format::WebP, 96.0).unwrap();
        let mut reader = image_webp::WebPDecoder::new(std::io::Cursor::new(file)).unwrap();
        assert_eq!(reader.dimensions(), (7, 5));
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.read_image(&mut pixels).unwrap();
        assert_eq!(pixels, sample().rgb);
    }
}
