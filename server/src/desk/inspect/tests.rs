#![allow(clippy::unwrap_used, reason = "a test fails there")]

use proptest::prelude::*;

use super::*;
use crate::testing::samples::{TELLTALE, exif, png, png_of, telling_jpeg, telling_png, telling_webp, zip};

fn look(bytes: &[u8]) -> Result<Clean, Refusal> {
    inspect(&Bytes::copy_from_slice(bytes))
}

/// A document, as small as they are.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 2\ntrailer << /Root 1 0 R >>\nstartxref\n45\n%%EOF\n";

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn what_can_run_is_not_taken() {
    for (bytes, mime) in [
        (PDF, "application/pdf"),
        ("你好，世界".as_bytes(), "text/plain"),
        (br#"{"a": 1}"#, "application/json"),
        (b"[broken", "text/plain"),
    ] {
        assert_eq!(look(bytes).unwrap(), Clean { mime, bytes: Bytes::copy_from_slice(bytes) });
    }
    for (refused, why) in [
        (&b"<!doctype html><script>"[..], Refusal::Web),
        (b"  <svg onload=alert(1)>", Refusal::Web),
        (b"\xef\xbb\xbf<html>", Refusal::Web),
        (b"#!/bin/sh", Refusal::Web),
        (b"MZ\x90\x00", Refusal::Program),
        (&[b"\x7fELF\x02\x01\x01".as_slice(), &[0; 60]].concat(), Refusal::Program),
        (b"\x00\x01\x02", Refusal::Kind),
        (&"你好".as_bytes()[..5], Refusal::Encoding),
        (b"BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", Refusal::Kind),
        (b"{\\rtf1 a letter}", Refusal::Office),
    ] {
        assert_eq!(look(refused), Err(why), "{refused:?}");
    }
    assert_eq!(look(b""), Err(Refusal::Empty));
    let late = [&[b'a'; 20_000][..], b"\x1b[2J"].concat();
    assert_eq!(look(&late), Err(Refusal::Kind), "the whole text is looked at");
}

#[test]
fn what_not_every_browser_shows_is_refused_by_name() {
    assert_eq!(look(b"GIF89a\x01\0\x01\0\0\0\0;"), Err(Refusal::Gif));
    assert_eq!(look(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(Refusal::Heif));
}

#[test]
fn pictures_lose_what_nobody_meant_to_send() {
    for orientation in [0, 1, 6] {
        for (bytes, mime) in [
            (telling_png(orientation), "image/png"),
            (telling_jpeg(40, 30, orientation), "image/jpeg"),
            (telling_webp(40, 30, orientation), "image/webp"),
        ] {
            assert!(has(&bytes, TELLTALE.as_bytes()));
            let clean = look(&bytes).unwrap();
            assert_eq!(clean.mime, mime);
            assert!(!has(&clean.bytes, TELLTALE.as_bytes()), "{mime} {orientation}");
            assert!(!has(&clean.bytes, b"http"), "{mime} {orientation}");
            assert_eq!(has(&clean.bytes, b"MM\0*"), orientation == 6, "{mime}: a picture that lies on its side says so, and no other");
            if orientation == 6 {
                assert!(has(&clean.bytes, &exif::minimal(6)));
            }
            let again = look(&clean.bytes).unwrap();
            assert_eq!(again, clean, "{mime}: there is nothing more to be taken off");
        }
    }
    let jpeg = look(&telling_jpeg(40, 30, 1)).unwrap().bytes;
    for kept in [&b"ICC_PROFILE\0\x01\x01colours"[..], b"Adobe\0", b"JFIF\0", b"\x12\xff\0\x34\xff\xd0\x56", b"\x78\xff\0\xff\xd9"] {
        assert!(has(&jpeg, kept), "{kept:?}");
    }
    assert!(jpeg.ends_with(&[0xff, 0xd9]));
    assert!(!has(&jpeg, &TELLTALE.as_bytes()[..3]), "no thumbnail either");
    assert!(has(&look(&telling_png(1)).unwrap().bytes, b"gAMA"));
    let webp = look(&telling_webp(40, 30, 1)).unwrap().bytes;
    assert!(has(&webp, b"ICCP") && has(&webp, b"ANMF") && !has(&webp, b"JUNK") && !has(&webp, b"NOTE"));
    assert_eq!(webp[20], 0x22, "the head does not promise what is not there");
    assert_eq!(look(&png()).unwrap().bytes, png());
}

#[test]
fn an_orientation_is_one_of_seven() {
    for orientation in 0..=12 {
        assert_eq!(exif::orientation(&exif(orientation)), Some(orientation).filter(|value| (2..=8).contains(value)));
        let minimal = exif::minimal(orientation);
        assert_eq!(exif::orientation(&minimal), Some(orientation).filter(|value| (2..=8).contains(value)));
    }
}

#[test]
fn a_picture_that_is_not_whole_is_refused() {
    let (jpeg, webp) = (telling_jpeg(4, 3, 1), telling_webp(4, 3, 1));
    for cut in [4, 30, 100] {
        assert_eq!(look(&jpeg[..cut]), Err(Refusal::BrokenPicture), "JPEG {cut}");
    }
    for cut in [20, 57, png().len() - 13] {
        assert_eq!(look(&png()[..cut]), Err(Refusal::BrokenPicture), "PNG {cut}");
    }
    let end = webp.len() - TELLTALE.len();
    for cut in [15, 40, end - 1] {
        assert_eq!(look(&webp[..cut]), Err(Refusal::BrokenPicture), "WebP {cut}");
    }
    let mut png = png();
    png[45] ^= 1;
    assert_eq!(look(&png), Err(Refusal::BrokenPicture), "a checksum that does not fit");
    assert_eq!(look(b"\xff\xd8\xff\xd9"), Err(Refusal::BrokenPicture), "nothing to be seen");
}

#[test]
fn a_picture_of_too_many_pixels_is_refused() {
    assert!(look(&png_of(10_000, 5000, &[])).is_ok());
    assert_eq!(look(&png_of(10_000, 5001, &[])), Err(Refusal::LargePicture));
    assert_eq!(look(&png_of(u32::MAX, u32::MAX, &[])), Err(Refusal::LargePicture));
    assert_eq!(look(&png_of(0, 7, &[])), Err(Refusal::BrokenPicture));
    assert!(look(&telling_jpeg(10_000, 5000, 1)).is_ok());
    assert_eq!(look(&telling_jpeg(10_000, 5001, 1)), Err(Refusal::LargePicture));
    assert_eq!(look(&telling_jpeg(10_000, 0, 1)), Err(Refusal::BrokenPicture));
    assert!(look(&telling_webp(10_000, 5000, 1)).is_ok());
    assert_eq!(look(&telling_webp(10_000, 5001, 1)), Err(Refusal::LargePicture));
}

#[test]
fn an_archive_is_unpacked_for_a_trial() {
    let fine = zip(&[("profile.json", b"{}"), ("photos/one.png", &png()), ("你好.txt", "你好".as_bytes())]);
    assert_eq!(look(&fine).unwrap().bytes, fine);
    for name in ["../up.txt", "/etc/passwd", "a/../../up", "C:\\up.txt", "..\\up.txt", "\\up.txt"] {
        assert_eq!(look(&zip(&[("fine.txt", b"."), (name, b".")])), Err(Refusal::StrayArchive), "{name}");
    }
    for inner in [zip(&[("a", b"a")]), b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), b"7z\xbc\xaf\x27\x1c\0\x04".to_vec()] {
        assert_eq!(look(&zip(&[("more.bin", &inner)])), Err(Refusal::NestedArchive));
    }
    let names: Vec<String> = (0..1001).map(|at| format!("{at}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"."[..])).collect();
    assert_eq!(look(&zip(&files)), Err(Refusal::LargeArchive));
    assert!(look(&zip(&files[..1000])).is_ok());
    assert_eq!(look(&fine[..fine.len() - 30]), Err(Refusal::BrokenArchive));
    assert_eq!(look(b"PK\x03\x04 everything"), Err(Refusal::BrokenArchive));
    let before = [b"PK\x03\x04 something else", &fine[..]].concat();
    assert_eq!(look(&before), Err(Refusal::BrokenArchive), "what lies before the first entry");
}

#[test]
fn an_archive_that_grows_too_much_is_refused() {
    let zeros = vec![0; 5_000_000];
    assert_eq!(look(&zip(&[("zeros", &zeros)])), Err(Refusal::LargeArchive), "a thousand times");
    assert!(look(&zip(&[("zeros", &zeros[..900_000])])).is_ok(), "small ones harm nobody");
    // The sizes that an archive tells are not believed.
    let mut lying = zip(&[("zeros", &zeros)]);
    let told = 5_000_000_u32.to_le_bytes();
    while let Some(at) = lying.windows(4).position(|window| window == told) {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(look(&lying).is_err());
}

#[test]
fn what_takes_much_memory_to_look_at_is_not_looked_at() {
    let chunks: Vec<_> = (0..20_001).map(|_| (*b"IDAT", Vec::new())).collect();
    assert!(look(&png_of(1, 1, &chunks[..19_990])).is_ok());
    assert_eq!(look(&png_of(1, 1, &chunks)), Err(Refusal::BrokenPicture));
    let webp = telling_webp(4, 3, 1);
    let with = |more: &[u8]| {
        let body = [&webp[12..webp.len() - TELLTALE.len()], more].concat();
        [&b"RIFF"[..], &u32::try_from(body.len() + 4).unwrap().to_le_bytes(), b"WEBP", &body].concat()
    };
    assert!(look(&with(b"")).is_ok());
    assert!(look(&with(&b"JUNK\0\0\0\0".repeat(100))).is_ok());
    assert_eq!(look(&with(&b"JUNK\0\0\0\0".repeat(20_001))), Err(Refusal::BrokenPicture));
    assert_eq!(look(&with(b"LIST\x0c\0\0\0WEBPJUNK\0\0\0\0")), Err(Refusal::BrokenPicture));
    let fine = zip(&[("a.txt", b"a")]);
    let stored = |sign: &[u8], times: usize| {
        let mut archive = fine.clone();
        archive.splice(0..0, sign.repeat(times));
        archive
    };
    assert_eq!(look(&[b"PK\x03\x04".to_vec(), stored(b"PK\x01\x02", 2001)].concat()), Err(Refusal::LargeArchive));
    assert_eq!(look(&[b"PK\x03\x04".to_vec(), stored(b"PK\x05\x06", 9)].concat()), Err(Refusal::BrokenArchive));
}

#[test]
fn an_archive_with_a_password_is_refused() {
    let mut locked = zip(&[("a.txt", b"a")]);
    // The flag of encryption, in the entry and in the directory.
    locked[6] |= 1;
    let directory = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    assert_eq!(look(&locked), Err(Refusal::LockedArchive));
}

/// Bytes that begin as one of the types that are taken, some of them changed.
fn almost() -> impl Strategy<Value = Vec<u8>> {
    let samples = vec![
        telling_png(6),
        telling_jpeg(40, 30, 6),
        telling_webp(40, 30, 6),
        zip(&[("a.txt", b"some words some words"), ("b/c.png", &png())]),
        b"{\"a\": [1, 2]}".to_vec(),
    ];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (prop::sample::select(samples), changes, any::<prop::sample::Index>(), 0..4_u8).prop_map(|(mut bytes, changes, cut, keep)| {
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if keep == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_input_panics_and_what_is_clean_stays_as_it_is(bytes in almost()) {
        if let Ok(clean) = look(&bytes) {
            prop_assert_eq!(look(&clean.bytes), Ok(clean.clone()));
        }
    }

    #[test]
    fn no_bytes_behind_a_head_panic(head in 0_usize..5, rest in proptest::collection::vec(any::<u8>(), 0..300)) {
        let heads: [&[u8]; 5] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x20\0\0\0WEBPVP8X", b"PK\x03\x04", b""];
        let _looked = look(&[heads[head], &rest].concat());
    }

    #[test]
    fn no_exif_panics(tiff in proptest::collection::vec(any::<u8>(), 0..64)) {
        let said = exif::orientation(&[&b"II*\0"[..], &tiff].concat());
        prop_assert!(said.is_none_or(|value| (2..=8).contains(&value)));
    }
}

#[test]
fn a_word_in_a_text_makes_no_document_of_it() {
    for text in [
        "I sent you the file %PDF-Export%.pdf last week.",
        "%PDF-1.7 is what the file begins with",
        "The programme says: %PDF-1.4, 1 0 obj, endobj and then it stops",
        "<Mika> did you get %PDF-1.3 too?\n<Ama> yes",
        "a < b and <b>old</b> words",
        "-- ICE (%!PS) 100% --",
    ] {
        assert_eq!(look(text.as_bytes()).map(|clean| clean.mime), Ok("text/plain"), "{text}");
    }
    let pdf = String::from_utf8_lossy(PDF).into_owned();
    for page in [
        "<!DOCTYPE html><title>%PDF-1.4</title><script>alert(1)</script>".to_owned(),
        "<svg xmlns='http://www.w3.org/2000/svg'><text>%PDF-1.5</text></svg>".to_owned(),
        format!("<!-- {pdf} --><script>alert(1)</script>"),
        format!("#!/bin/sh\ncat <<'%PDF-1.7'\n{pdf}"),
        "<?php echo '%PDF-1.4'; ?>".to_owned(),
        format!("\u{feff} <A href=x>{pdf}"),
    ] {
        assert_eq!(look(page.as_bytes()), Err(Refusal::Web), "{page}");
    }
}

#[test]
fn a_document_that_viewers_open_is_taken_from_its_head_on() {
    let passed_on = [b"\r\nX-Mailer: a program\r\n\r\n", PDF].concat();
    assert_eq!(look(&passed_on).unwrap(), Clean { mime: "application/pdf", bytes: Bytes::from_static(PDF) });
    let followed = [PDF, &[0; 3000]].concat();
    assert_eq!(look(&followed).unwrap().mime, "application/pdf");
    let broken_off = &PDF[..PDF.len() - 20];
    assert_eq!(look(broken_off).unwrap().mime, "application/pdf", "its objects are found without the trailer");
    let late = [&[b' '; 2000][..], PDF].concat();
    assert_eq!(look(&late).unwrap().mime, "text/plain", "no viewer looks so far");
}

#[test]
fn what_programs_open_as_their_own_is_no_archive_in_whatever_order() {
    let word: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("docProps/app.xml", b"<Properties/>"),
        ("word/document.xml", b"<w:document/>"),
        ("word/vbaProject.bin", b"\xd0\xcf"),
    ];
    for turn in 0..word.len() {
        let mut order = word;
        order.rotate_left(turn);
        assert_eq!(look(&zip(&order)), Err(Refusal::Office), "from {}", order[0].0);
        order.reverse();
        assert_eq!(look(&zip(&order)), Err(Refusal::Office), "reversed, from {}", order[0].0);
        let plain: Vec<_> = order.into_iter().filter(|(name, _)| !name.contains("vba")).collect();
        assert_eq!(look(&zip(&plain)), Err(Refusal::Office), "without macros, from {}", plain[0].0);
    }
    for (entries, why) in [
        (vec![("content.xml", &b"<x/>"[..]), ("mimetype", b"application/vnd.oasis.opendocument.text")], Refusal::Office),
        (vec![("res/a.txt", &b"a"[..]), ("AndroidManifest.xml", b"\x03\0"), ("classes.dex", b"dex\n035")], Refusal::Program),
        (vec![("a/B.class", &b"\xca\xfe\xba\xbe"[..]), ("META-INF/MANIFEST.MF", b"Main-Class: a.B")], Refusal::Program),
        (vec![("readme.txt", &b"a"[..]), ("Payload/Chat.app/Info.plist", b"<plist/>")], Refusal::Program),
        (vec![("holiday/setup.exe", &b"MZ\x90\0\x03\0\0\0"[..])], Refusal::Program),
    ] {
        let mut order = entries;
        for _ in 0..order.len() {
            order.rotate_left(1);
            assert_eq!(look(&zip(&order)), Err(why), "{order:?}");
        }
    }
    let export = zip(&[("messages/2:30 pm chat.txt", b"hi"), ("manifest.json", b"{}"), ("Content_Types.txt", b"a")]);
    assert_eq!(look(&export).unwrap().mime, "application/zip");
    assert_eq!(look(&zip(&[("2:30 pm chat.txt", b"hi")])).unwrap().mime, "application/zip");
    assert_eq!(look(&zip(&[("c:up.txt", b"hi")])), Err(Refusal::StrayArchive), "a drive");
}

#[test]
fn pictures_that_every_viewer_shows_are_repaired() {
    let jpeg = look(&telling_jpeg(40, 30, 1)).unwrap().bytes;
    // Without an end, or with half of one.
    for cut in [1, 2] {
        assert_eq!(look(&jpeg[..jpeg.len() - cut]).unwrap().bytes, jpeg, "{cut}");
    }
    // With what a telephone writes behind it instead: two blocks, and their directory.
    let blocks = [b"\0\0\x01\x0aImage_UTC_Data1700000000".as_slice(), b"\0\0\x41\x09Panorama_Shot_Info Seoul"].concat();
    let entry = |kind: u16, before: usize, size: usize| {
        [&[0, 0][..], &kind.to_le_bytes(), &(before as u32).to_le_bytes(), &(size as u32).to_le_bytes()].concat()
    };
    let directory =
        [b"SEFH\x6b\0\0\0\x02\0\0\0".as_slice(), &entry(0x0a01, blocks.len(), 28), &entry(0x0941, blocks.len() - 28, 28)].concat();
    let trailer = [&blocks[..], &directory, &(directory.len() as u32).to_le_bytes(), b"SEFT"].concat();
    let panorama = [&jpeg[..jpeg.len() - 2], &trailer].concat();
    assert_eq!(look(&panorama).unwrap().bytes, jpeg, "nothing of where it was taken stays");
    // Bytes between the segments, which belong to none.
    let strayed = [&jpeg[..20], b"\0\x13\x37\xff\0", &jpeg[20..]].concat();
    assert_eq!(&jpeg[..4], b"\xff\xd8\xff\xe0");
    assert_eq!(look(&strayed).unwrap().bytes, jpeg);
    // A wrong checksum where a picture can do without the chunk, and an end that is missing.
    let mut text = telling_png(1);
    let at = text.windows(4).position(|four| four == b"tEXt").unwrap();
    text[at + 5] ^= 1;
    assert_eq!(look(&text).unwrap().bytes, look(&telling_png(1)).unwrap().bytes);
    for cut in [1, 4, 12] {
        assert_eq!(look(&png()[..png().len() - cut]).unwrap().bytes, png(), "{cut}");
    }
}

#[test]
fn texts_are_kept_in_the_letters_that_everybody_reads() {
    let words = "聊天记录\r\n“Hi”, she wrote";
    let wide = |order: fn(u16) -> [u8; 2], mark: [u8; 2]| [mark.to_vec(), words.encode_utf16().flat_map(order).collect()].concat();
    for bytes in [wide(u16::to_le_bytes, [0xff, 0xfe]), wide(u16::to_be_bytes, [0xfe, 0xff])] {
        assert_eq!(look(&bytes).unwrap(), Clean { mime: "text/plain", bytes: Bytes::from(words) });
        assert_eq!(look(&bytes[..bytes.len() - 1]), Err(Refusal::Encoding), "half a letter");
    }
    // A page stays one, however its letters are written.
    let page: Vec<u8> = [0xff, 0xfe].into_iter().chain("<script>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(look(&page), Err(Refusal::Web));
    for other in [&b"\xc4\xe3\xba\xc3 \xa4\xbe\xdd"[..], b"caf\xe9", b"\xa4\xa4\xa4\xe5\xa4H"] {
        assert_eq!(look(other), Err(Refusal::Encoding), "GBK, Latin, Big5");
    }
}

#[test]
fn an_archive_that_others_read_otherwise_is_refused() {
    let whole = zip(&[("aaa.txt", b"one"), ("bbb.txt", b"two")]);
    assert!(look(&whole).is_ok());
    let places: Vec<usize> = memchr::memmem::find_iter(&whole, b"bbb.txt").collect();
    assert_eq!(places.len(), 2, "before the entry, and in the directory");
    let renamed = |places: &[usize], name: &[u8; 7]| {
        let mut bytes = whole.clone();
        for at in places {
            bytes[*at..*at + 7].copy_from_slice(name);
        }
        look(&bytes)
    };
    assert_eq!(renamed(&places, b"aaa.txt"), Err(Refusal::BrokenArchive), "two of one name: one of them nobody looked at");
    assert_eq!(renamed(&places[..1], b"../.exe"), Err(Refusal::BrokenArchive), "the entry says another name than the directory");
    assert_eq!(renamed(&places, b"../.exe"), Err(Refusal::StrayArchive));
    assert!(renamed(&places, b"ccc.txt").is_ok());
}

#[test]
fn words_that_begin_like_a_program_are_words() {
    for text in ["BMW X5;price\n", "GIFT list\n", "MZ is a town", "ID3,x\n", "-----BEGIN PGP MESSAGE-----\n", "OggS or not"] {
        assert_eq!(look(text.as_bytes()).unwrap().mime, "text/plain", "{text}");
    }
    assert_eq!(look(b"{\\rtf1\\ansi hello}"), Err(Refusal::Office));
    assert_eq!(look(b"MZ\x90\x00\x03"), Err(Refusal::Program));
}
