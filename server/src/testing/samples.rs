//! Files as people send them, made here: real ones, with everything in them that must not be kept.

use std::io::{Cursor, Write as _};

use bytes::Bytes;
use img_parts::png::PngChunk;
use zip::write::SimpleFileOptions;

/// Words that stand in the metadata of every picture here, and must be gone when it was cleaned.
pub const TELLTALE: &str = "31.2304N 121.4737E Mika";

/// An Exif block: this orientation, and words about who and where.
#[must_use]
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    // The artist, whose words lie behind the directory.
    let length = u8::try_from(TELLTALE.len()).unwrap_or(u8::MAX);
    tiff.extend_from_slice(&[0x3b, 0x01, 2, 0, length, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend_from_slice(&[0, 0, 0, 0]);
    tiff.extend_from_slice(TELLTALE.as_bytes());
    tiff
}

/// A PNG of this size (its data is for one row of nothing) with these chunks besides, and words behind its end.
#[must_use]
pub fn png_of(width: u32, height: u32, more: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend_from_slice(&[8, 2, 0, 0, 0]);
    // A zlib stream of four zero bytes, stored.
    let data = b"\x78\x01\x01\x04\x00\xfb\xff\0\0\0\0\x00\x04\x00\x01".to_vec();
    let mut chunks = vec![(*b"IHDR", head)];
    chunks.extend_from_slice(more);
    chunks.extend([(*b"IDAT", data), (*b"IEND", Vec::new())]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in chunks {
        out.extend_from_slice(&PngChunk::new(kind, Bytes::from(content)).encoder().bytes());
    }
    out
}

/// A small PNG as it is kept: there is nothing to be taken off it.
#[must_use]
pub fn png() -> Vec<u8> {
    png_of(1, 1, &[])
}

/// A PNG with words in every place where they can hide.
#[must_use]
pub fn telling_png(orientation: u8) -> Vec<u8> {
    let text = |start: &str| format!("{start}\0{TELLTALE}").into_bytes();
    let more = [
        (*b"tEXt", text("Author")),
        (*b"iTXt", text("XML:com.adobe.xmp")),
        (*b"eXIf", exif(orientation)),
        (*b"prVt", TELLTALE.as_bytes().to_vec()),
        (*b"gAMA", vec![0, 0, 0xb1, 0x8f]),
    ];
    [png_of(1, 1, &more), TELLTALE.as_bytes().to_vec()].concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
}

/// A JPEG of this size with two scans, and words in every place where they can hide.
#[must_use]
pub fn telling_jpeg(width: u16, height: u16, orientation: u8) -> Vec<u8> {
    let words = TELLTALE.as_bytes();
    let [h, i] = height.to_be_bytes();
    let [w, j] = width.to_be_bytes();
    [
        vec![0xff, 0xd8],
        segment(0xe0, &[&b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01"[..], &words[..3]].concat()),
        segment(0xe1, &[&b"Exif\0\0"[..], &exif(orientation)].concat()),
        segment(0xe1, &[&b"http://ns.adobe.com/xap/1.0/\0"[..], words].concat()),
        segment(0xe2, &[&b"ICC_PROFILE\0\x01\x01"[..], b"colours"].concat()),
        segment(0xe2, &[&b"MPF\0"[..], words].concat()),
        segment(0xed, &[&b"Photoshop 3.0\0"[..], words].concat()),
        segment(0xee, &[&b"Adobe\0\x64\0\0\0\0\x01"[..], words].concat()),
        segment(0xfe, words),
        segment(0xdb, &[0; 65]),
        segment(0xc2, &[8, h, i, w, j, 1, 1, 0x11, 0]),
        segment(0xc4, &[0; 17]),
        segment(0xda, &[1, 1, 0, 0, 0, 0]),
        vec![0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
        segment(0xfe, words),
        segment(0xda, &[1, 1, 0, 1, 5, 0]),
        vec![0x78, 0xff, 0x00],
        vec![0xff, 0xd9],
        words.to_vec(),
    ]
    .concat()
}

fn chunk(id: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let pad: &[u8] = if content.len() % 2 == 1 { &[0] } else { &[] };
    [&id[..], &length.to_le_bytes(), content, pad].concat()
}

/// A WebP of this size in one frame of a moving picture and one still, with words in every place where they can hide.
#[must_use]
pub fn telling_webp(width: u16, height: u16, orientation: u8) -> Vec<u8> {
    let words = TELLTALE.as_bytes();
    let (wide, high) = (u32::from(width) - 1, u32::from(height) - 1);
    let lossless = [&[0x2f][..], &(wide | (high << 14)).to_le_bytes(), &[1, 2, 3]].concat();
    let [a, b, c, _] = wide.to_le_bytes();
    let [d, e, f, _] = high.to_le_bytes();
    let frame = [&[0; 16][..], &chunk(b"VP8L", &lossless), &chunk(b"NOTE", words)].concat();
    let body = [
        chunk(b"VP8X", &[0x2e, 0, 0, 0, a, b, c, d, e, f]),
        chunk(b"ICCP", b"colours"),
        chunk(b"ANIM", &[0; 6]),
        chunk(b"ANMF", &frame),
        chunk(b"VP8L", &lossless),
        chunk(b"EXIF", &exif(orientation)),
        chunk(b"XMP ", words),
        chunk(b"JUNK", words),
    ]
    .concat();
    [chunk(b"RIFF", &[&b"WEBP"[..], &body].concat()), words.to_vec()].concat()
}

/// An archive of these files.
///
/// # Panics
/// When a name cannot be written: that is the test's failure.
#[must_use]
#[expect(clippy::expect_used, reason = "a test fails here")]
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        out.start_file(*name, SimpleFileOptions::default()).expect("a name");
        out.write_all(content).expect("memory");
    }
    out.finish().expect("memory").into_inner()
}
