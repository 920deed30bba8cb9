//! WebP (RFC 9649): the chunks that a picture needs to be shown stay; EXIF, XMP and unknown ones go, in the frames of a moving
//! picture too, as does whatever lies behind the end.

use bytes::Bytes;
use img_parts::riff::{RiffChunk, RiffContent};

use super::{MAX_CHUNKS, Refusal, dimensions, exif};

/// The bits of what the head says to be there (RFC 9649, 2.7).
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// Whether there are no more chunks than a picture needs, and no lists, which it has none of.
fn is_sober(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    for _ in 0..MAX_CHUNKS {
        let Some((head, after)) = rest.split_first_chunk::<8>() else { return true };
        let [a, b, c, d, e, f, g, h] = *head;
        if [*b"LIST", *b"RIFF", *b"seqt"].contains(&[a, b, c, d]) {
            return false;
        }
        let length = usize::try_from(u32::from_le_bytes([e, f, g, h])).unwrap_or(usize::MAX);
        rest = after.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    false
}

/// The picture without what nobody meant to send.
pub(super) fn clean(bytes: &Bytes) -> Result<Bytes, Refusal> {
    let broken = Refusal::BrokenPicture;
    if !is_sober(bytes) {
        return Err(broken);
    }
    let riff = RiffChunk::from_bytes(bytes.clone()).map_err(|_| broken)?;
    let Some((Some(kind), chunks)) = riff.content().list().filter(|(kind, _)| *kind == Some(*b"WEBP")) else { return Err(broken) };
    let turned = chunks.iter().find(|chunk| chunk.id() == *b"EXIF").and_then(|chunk| chunk.content().data()).and_then(orientation);
    let mut kept = Vec::with_capacity(chunks.len());
    let (mut shown, mut extended) = (false, false);
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(data) = chunk.content().data() else { continue };
        let data = match &chunk.id() {
            b"VP8X" if at == 0 => {
                extended = true;
                head(data, turned.is_some())?
            }
            b"VP8X" => return Err(broken),
            id @ (b"VP8 " | b"VP8L") => {
                shown = true;
                picture(id, data)?;
                data.clone()
            }
            b"ANMF" => {
                shown = true;
                frame(data)?
            }
            b"ALPH" | b"ANIM" | b"ICCP" => data.clone(),
            _ => continue,
        };
        kept.push(RiffChunk::new(chunk.id(), RiffContent::Data(data)));
    }
    if !shown {
        return Err(broken);
    }
    if let Some(orientation) = turned.filter(|_| extended) {
        kept.push(RiffChunk::new(*b"EXIF", RiffContent::Data(exif::minimal(orientation).into())));
    }
    Ok(RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(kind), subchunks: kept }).encoder().bytes())
}

/// Some programs put the prefix of JPEG before the block.
fn orientation(data: &Bytes) -> Option<u8> {
    exif::orientation(data.strip_prefix(b"Exif\0\0").unwrap_or(data))
}

/// The head of an extended file: its size, and what is in it.
fn head(data: &Bytes, turned: bool) -> Result<Bytes, Refusal> {
    let &[flags, _, _, _, a, b, c, d, e, f, ..] = &data[..] else { return Err(Refusal::BrokenPicture) };
    dimensions(u32::from_le_bytes([a, b, c, 0]) + 1, u32::from_le_bytes([d, e, f, 0]) + 1)?;
    let flags = (flags & !(EXIF | XMP)) | if turned { EXIF } else { 0 };
    Ok(Bytes::from(vec![flags, 0, 0, 0, a, b, c, d, e, f]))
}

/// The size of a picture: of VP8 (RFC 6386, 9.1) or of VP8L (RFC 9649, 3.4).
fn picture(id: &[u8; 4], data: &[u8]) -> Result<(), Refusal> {
    match (id, data) {
        (b"VP8 ", [_, _, _, 0x9d, 0x01, 0x2a, a, b, c, d, ..]) => {
            dimensions((u16::from_le_bytes([*a, *b]) & 0x3fff).into(), (u16::from_le_bytes([*c, *d]) & 0x3fff).into())
        }
        (b"VP8L", [0x2f, a, b, c, d, ..]) => {
            let bits = u32::from_le_bytes([*a, *b, *c, *d]);
            dimensions((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)
        }
        _ => Err(Refusal::BrokenPicture),
    }
}

/// A frame: sixteen bytes of its own, and chunks.
fn frame(data: &Bytes) -> Result<Bytes, Refusal> {
    let broken = Refusal::BrokenPicture;
    let mut out = data.get(..16).ok_or(broken)?.to_vec();
    let mut rest = &data[16..];
    let mut shown = false;
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, e, f, g, h] = *head;
        let length = usize::try_from(u32::from_le_bytes([e, f, g, h])).map_err(|_| broken)?;
        let padded = length.checked_add(length % 2).ok_or(broken)?;
        let (content, next) = after.split_at_checked(padded).ok_or(broken)?;
        match &[a, b, c, d] {
            id @ (b"VP8 " | b"VP8L") => {
                picture(id, content)?;
                shown = true;
            }
            b"ALPH" => {}
            _ => {
                rest = next;
                continue;
            }
        }
        out.extend_from_slice(head);
        out.extend_from_slice(content);
        rest = next;
    }
    if shown && rest.is_empty() { Ok(out.into()) } else { Err(broken) }
}
