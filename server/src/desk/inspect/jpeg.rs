//! JPEG (ITU-T T.81, annex B), walked from marker to marker, through the scans too: a progressive picture has several, and comments
//! may stand between them. What a picture needs to be shown is copied; EXIF, XMP, IPTC, comments, thumbnails and whatever lies
//! behind the end are not. As with every viewer, bytes between two markers are passed over, and a picture whose end is missing ends
//! where its bytes do: telephones write panoramas so.

use super::{Refusal, dimensions, exif};

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;

/// The picture without what nobody meant to send.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut walk = Walk { bytes, at: 2, out: vec![0xff, SOI], framed: false, shown: false, turned: false };
    if bytes.get(..2) != Some(&[0xff, SOI]) {
        return Err(Refusal::BrokenPicture);
    }
    while walk.step()? {}
    if !walk.framed || !walk.shown {
        return Err(Refusal::BrokenPicture);
    }
    walk.out.extend_from_slice(&[0xff, EOI]);
    Ok(walk.out)
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    out: Vec<u8>,
    /// Whether the frame, with its size, has come.
    framed: bool,
    /// Whether a scan has come.
    shown: bool,
    /// Whether the orientation has.
    turned: bool,
}

impl Walk<'_> {
    fn byte(&mut self) -> Result<u8, Refusal> {
        let byte = self.bytes.get(self.at).copied().ok_or(Refusal::BrokenPicture)?;
        self.at += 1;
        Ok(byte)
    }

    /// One marker with what belongs to it; answers whether the picture goes on.
    fn step(&mut self) -> Result<bool, Refusal> {
        let Some(marker) = self.marker() else {
            // The bytes are over: enough, if the picture has been shown by then.
            return Ok(false);
        };
        match marker {
            EOI => return Ok(false),
            // Markers that stand alone, and mean nothing here.
            0x01 | 0xd0..=0xd7 => return Ok(true),
            0x02..=0xbf | SOI => return Err(Refusal::BrokenPicture),
            _ => {}
        }
        // What was begun behind the picture, and is not whole, is not needed for it.
        if self.shown && self.rest().len() < 2 {
            return Ok(false);
        }
        let length = usize::from(u16::from_be_bytes([self.byte()?, self.byte()?]));
        let end = length.checked_sub(2).and_then(|length| self.at.checked_add(length)).ok_or(Refusal::BrokenPicture)?;
        let content = self.bytes.get(self.at..end).ok_or(Refusal::BrokenPicture)?;
        self.at = end;
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => self.frame(marker, content)?,
            SOS if self.framed => {
                self.segment(marker, content);
                self.scan()?;
            }
            SOS => return Err(Refusal::BrokenPicture),
            // Tables: Huffman, arithmetic, quantisation, lines, restarts, progression.
            0xc4 | 0xcc | 0xdb..=0xdf => self.segment(marker, content),
            APP0 if content.len() >= 14 && content.starts_with(b"JFIF\0") => {
                // Without its thumbnail, which may show what was cut off the picture.
                let head: Vec<u8> = content[..12].iter().copied().chain([0, 0]).collect();
                self.segment(marker, &head);
            }
            APP1 if content.starts_with(b"Exif\0\0") && !self.turned => {
                if let Some(orientation) = exif::orientation(&content[6..]) {
                    self.turned = true;
                    let block: Vec<u8> = b"Exif\0\0".iter().copied().chain(exif::minimal(orientation)).collect();
                    self.segment(marker, &block);
                }
            }
            APP2 if content.starts_with(b"ICC_PROFILE\0") => self.segment(marker, content),
            // How the colours are to be taken.
            APP14 if content.len() >= 12 && content.starts_with(b"Adobe") => self.segment(marker, &content[..12]),
            _ => {}
        }
        Ok(true)
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next marker, whatever stands before it; `None`: there is none.
    fn marker(&mut self) -> Option<u8> {
        loop {
            let next = self.rest().iter().position(|byte| *byte == 0xff)?;
            self.at += next + 1;
            while self.rest().first() == Some(&0xff) {
                self.at += 1; // Fill bytes.
            }
            let marker = *self.rest().first()?;
            self.at += 1;
            if marker != 0 {
                return Some(marker);
            }
        }
    }

    fn frame(&mut self, marker: u8, content: &[u8]) -> Result<(), Refusal> {
        let &[_, h, i, w, j, ..] = content else { return Err(Refusal::BrokenPicture) };
        if self.framed {
            return Err(Refusal::BrokenPicture);
        }
        dimensions(u16::from_be_bytes([w, j]).into(), u16::from_be_bytes([h, i]).into())?;
        self.framed = true;
        self.segment(marker, content);
        Ok(())
    }

    /// The coded bytes of a scan: up to the next marker that is neither a stuffed byte nor a restart, or to the end.
    fn scan(&mut self) -> Result<(), Refusal> {
        let from = self.at;
        loop {
            let rest = self.rest();
            let next = rest.iter().position(|byte| *byte == 0xff).unwrap_or(rest.len());
            match rest.get(next + 1) {
                Some(0x00 | 0xd0..=0xd7) => self.at += next + 2,
                Some(_) => {
                    self.at += next;
                    break;
                }
                None => {
                    self.at += next;
                    break;
                }
            }
        }
        let coded = &self.bytes[from..self.at];
        // Without an end, what a telephone has written behind the picture looks like more of it.
        let coded = if self.at == self.bytes.len() { &coded[..coded.len() - trailer(coded)] } else { coded };
        if coded.is_empty() {
            return Err(Refusal::BrokenPicture);
        }
        self.shown = true;
        self.out.extend_from_slice(coded);
        Ok(())
    }

    fn segment(&mut self, marker: u8, content: &[u8]) {
        // It was read with a length of two bytes, or is shorter than what was.
        let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
        self.out.extend_from_slice(&[0xff, marker]);
        self.out.extend_from_slice(&length.to_be_bytes());
        self.out.extend_from_slice(content);
    }
}

/// How many bytes at the end are a trailer as Samsung's telephones write it: blocks, a directory (`SEFH`, its version, how many there are,
/// each with how far before the directory it begins), the directory's length, `SEFT`.
fn trailer(coded: &[u8]) -> usize {
    let Some(before) = coded.strip_suffix(b"SEFT") else { return 0 };
    let number = |at: usize| before.get(at..at + 4).and_then(|four| four.try_into().ok()).map(|four| u32::from_le_bytes(four) as usize);
    let directory = || {
        let at = before.len().checked_sub(4)?.checked_sub(number(before.len() - 4)?)?;
        before.get(at..).filter(|rest| rest.starts_with(b"SEFH"))?;
        let count = number(at + 8)?.min(1000);
        let first = (0..count).filter_map(|entry| number(at + 12 + 12 * entry + 4)).max().unwrap_or(0);
        Some(coded.len() - at.checked_sub(first)?)
    };
    directory().unwrap_or(4)
}
