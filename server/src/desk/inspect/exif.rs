//! The one thing in EXIF without which a picture lies on its side: its orientation. Everything else is left behind.

/// The tag of the orientation, in the first directory (Exif 2.32, 4.6.4).
const ORIENTATION: u16 = 0x0112;
/// The type of a number of two bytes.
const SHORT: u16 = 3;

/// The orientation of an Exif block that begins with its TIFF header: 2 to 8; `None` when it is upright, or does not say.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = usize::try_from(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()?;
    for entry in 0..usize::from(short(first)?) {
        let at = first.checked_add(2 + entry * 12)?;
        if short(at)? == ORIENTATION {
            let value = (short(at.checked_add(2)?)? == SHORT).then(|| short(at.checked_add(8)?)).flatten()?;
            return u8::try_from(value).ok().filter(|value| (2..=8).contains(value));
        }
    }
    None
}

/// An Exif block that says this orientation and nothing else.
pub(super) fn minimal(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    tiff.extend_from_slice(&ORIENTATION.to_be_bytes());
    tiff.extend_from_slice(&SHORT.to_be_bytes());
    tiff.extend_from_slice(&[0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}
