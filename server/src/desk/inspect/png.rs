//! PNG (third edition): the chunks that a picture needs to be shown stay; texts, times, EXIF and unknown ones go, as does whatever
//! lies behind the last.

use bytes::Bytes;
use img_parts::png::{Png, PngChunk};

use super::{MAX_CHUNKS, Refusal, dimensions, exif};

const KEPT: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs",
    b"hIST", b"acTL", b"fcTL", b"fdAT",
];

/// Whether there are no more chunks than a picture needs.
fn is_sober(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    for _ in 0..MAX_CHUNKS {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { return true };
        // Its type, its content, its checksum.
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX).saturating_add(8);
        rest = after.get(length..).unwrap_or_default();
    }
    false
}

/// The picture without what nobody meant to send.
pub(super) fn clean(bytes: &Bytes) -> Result<Bytes, Refusal> {
    if !is_sober(bytes) {
        return Err(Refusal::BrokenPicture);
    }
    let mut png = Png::from_bytes(bytes.clone()).map_err(|_| Refusal::BrokenPicture)?;
    let chunks = png.chunks_mut();
    let whole = chunks.first().is_some_and(|chunk| chunk.kind() == *b"IHDR")
        && chunks.last().is_some_and(|chunk| chunk.kind() == *b"IEND")
        && chunks.iter().filter(|chunk| chunk.kind() == *b"IHDR").count() == 1
        && chunks.iter().any(|chunk| chunk.kind() == *b"IDAT");
    let Some(head) = chunks.first().filter(|head| whole && head.contents().len() == 13) else { return Err(Refusal::BrokenPicture) };
    let side = |at: usize| head.contents().get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes);
    dimensions(side(0), side(4))?;
    let turned = chunks.iter().find(|chunk| chunk.kind() == *b"eXIf").and_then(|chunk| exif::orientation(chunk.contents()));
    chunks.retain(|chunk| KEPT.contains(&&chunk.kind()));
    // The end says nothing, however long it is.
    chunks.pop();
    if let Some(orientation) = turned {
        // It may stand anywhere before the picture's data.
        chunks.insert(1, PngChunk::new(*b"eXIf", exif::minimal(orientation).into()));
    }
    chunks.push(PngChunk::new(*b"IEND", Bytes::new()));
    Ok(png.encoder().bytes())
}
