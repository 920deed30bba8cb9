//! PNG (third edition): the chunks that a picture needs to be shown stay; texts, times, EXIF and unknown ones go, as does whatever
//! lies behind the last. As with every viewer, a chunk that a picture can do without does no harm when its checksum is wrong: it goes.

use bytes::{BufMut as _, Bytes, BytesMut};

use super::{MAX_CHUNKS, Refusal, dimensions, exif};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"hIST",
    b"acTL", b"fcTL", b"fdAT",
];

/// A part of a picture.
struct Chunk {
    kind: [u8; 4],
    content: Bytes,
}

impl Chunk {
    fn checksum(&self) -> [u8; 4] {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.kind);
        hasher.update(&self.content);
        hasher.finalize().to_be_bytes()
    }
}

/// The chunks up to the end, or to where the bytes are over, without those that nobody needs and whose checksum is wrong.
fn chunks(bytes: &Bytes) -> Result<Vec<Chunk>, Refusal> {
    let mut rest = bytes.slice(bytes.len().min(SIGNATURE.len())..);
    let mut chunks = Vec::new();
    for _ in 0..MAX_CHUNKS {
        let Some((head, after)) = rest.split_first_chunk::<8>() else { return Ok(chunks) };
        let (length, kind) = head.split_at(4);
        let length = length.try_into().map(u32::from_be_bytes).ok().and_then(|length| usize::try_from(length).ok());
        let kind: [u8; 4] = kind.try_into().map_err(|_| Refusal::BrokenPicture)?;
        let needed = kind[0].is_ascii_uppercase();
        let Some(end) = length.and_then(|length| length.checked_add(4)).filter(|end| *end <= after.len()) else {
            // What was begun and is not whole: without the end of the picture's data it is none.
            return if needed && kind != *b"IEND" { Err(Refusal::BrokenPicture) } else { Ok(chunks) };
        };
        let whole = rest.slice(8..8 + end);
        rest = rest.slice(8 + end..);
        let chunk = Chunk { kind, content: whole.slice(..end - 4) };
        if kind == *b"IEND" {
            return Ok(chunks);
        }
        if whole.ends_with(&chunk.checksum()) {
            chunks.push(chunk);
        } else if needed {
            return Err(Refusal::BrokenPicture);
        }
    }
    Err(Refusal::BrokenPicture)
}

/// The picture without what nobody meant to send.
pub(super) fn clean(bytes: &Bytes) -> Result<Bytes, Refusal> {
    let mut chunks = chunks(bytes)?;
    let whole = chunks.first().is_some_and(|chunk| chunk.kind == *b"IHDR")
        && chunks.iter().filter(|chunk| chunk.kind == *b"IHDR").count() == 1
        && chunks.iter().any(|chunk| chunk.kind == *b"IDAT");
    let Some(head) = chunks.first().filter(|head| whole && head.content.len() == 13) else { return Err(Refusal::BrokenPicture) };
    let side = |at: usize| head.content.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes);
    dimensions(side(0), side(4))?;
    let turned = chunks.iter().find(|chunk| chunk.kind == *b"eXIf").and_then(|chunk| exif::orientation(&chunk.content));
    chunks.retain(|chunk| KEPT.contains(&&chunk.kind));
    if let Some(orientation) = turned {
        // It may stand anywhere before the picture's data.
        chunks.insert(1, Chunk { kind: *b"eXIf", content: exif::minimal(orientation).into() });
    }
    chunks.push(Chunk { kind: *b"IEND", content: Bytes::new() });
    let mut out = BytesMut::from(SIGNATURE);
    for chunk in &chunks {
        out.put_u32(u32::try_from(chunk.content.len()).map_err(|_| Refusal::BrokenPicture)?);
        out.put_slice(&chunk.kind);
        out.put_slice(&chunk.content);
        out.put_slice(&chunk.checksum());
    }
    Ok(out.freeze())
}
