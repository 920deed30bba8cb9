//! A small HTTP/1.1 client that keeps its connection and counts every byte: nothing between the measurement and the wire.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// The headers, their names in small letters.
    pub(super) headers: Vec<(String, String)>,
    /// The body as it came over the wire, without the marks of its chunks; compressed if the server compressed it.
    pub(super) body: Vec<u8>,
    /// All bytes of the answer on the wire: head, chunks' marks and body.
    pub(super) wire: usize,
}

impl Answer {
    /// The first value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// The cookies that it sets, as a browser sends them back.
    pub(super) fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

/// A request.
#[derive(Debug, Clone, Default)]
pub(super) struct Ask {
    /// `GET` or `POST`.
    pub(super) method: &'static str,
    /// The path with its query.
    pub(super) path: String,
    /// What may be compressed how; empty: not at all.
    pub(super) encoding: &'static str,
    /// Cookies.
    pub(super) cookies: String,
    /// The type of the body; empty: there is none.
    pub(super) content_type: String,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl Ask {
    /// A page.
    pub(super) fn get(path: &str, encoding: &'static str) -> Self {
        Self { method: "GET", path: path.to_owned(), encoding, ..Self::default() }
    }
}

/// A connection.
pub(super) struct Client {
    stream: TcpStream,
    host: SocketAddr,
    buffer: Vec<u8>,
    at: usize,
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

impl Client {
    /// Connects.
    pub(super) async fn connect(host: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, host, buffer: Vec::with_capacity(64 * 1024), at: 0 })
    }

    /// Asks, and reads the whole answer.
    pub(super) async fn ask(&mut self, ask: &Ask) -> io::Result<Answer> {
        let origin = format!("http://{}", self.host);
        let mut head =
            format!("{} {} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\naccept-language: en\r\n", ask.method, ask.path, self.host);
        let mut header = |name: &str, value: &str| {
            if !value.is_empty() {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
        };
        header("accept-encoding", ask.encoding);
        header("cookie", &ask.cookies);
        header("content-type", &ask.content_type);
        if ask.method == "POST" {
            // What a browser says of a form on the portal's own page.
            header("origin", &origin);
            header("sec-fetch-site", "same-origin");
            header("content-length", &ask.body.len().to_string());
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&ask.body);
        self.stream.write_all(&bytes).await?;
        self.read().await
    }

    async fn read(&mut self) -> io::Result<Answer> {
        let start = self.at;
        let mut answer = Answer::default();
        let line = self.line().await?;
        answer.status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| broken("no status"))?;
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else { break };
            answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if answer.header("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
            loop {
                let size = self.line().await?;
                let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)
                    .map_err(|_| broken("a chunk without a size"))?;
                let chunk = self.take(size).await?;
                answer.body.extend_from_slice(&chunk);
                self.line().await?;
                if size == 0 {
                    break;
                }
            }
        } else if let Some(length) = answer.header("content-length") {
            let length = length.parse().map_err(|_| broken("a body without a length"))?;
            answer.body = self.take(length).await?;
        }
        answer.wire = self.at - start;
        self.buffer.drain(..self.at);
        self.at = 0;
        Ok(answer)
    }

    async fn more(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    async fn line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.buffer[self.at..].windows(2).position(|pair| pair == b"\r\n") {
                let line = String::from_utf8_lossy(&self.buffer[self.at..self.at + end]).into_owned();
                self.at += end + 2;
                return Ok(line);
            }
            self.more().await?;
        }
    }

    async fn take(&mut self, count: usize) -> io::Result<Vec<u8>> {
        while self.buffer.len() < self.at + count {
            self.more().await?;
        }
        let bytes = self.buffer[self.at..self.at + count].to_vec();
        self.at += count;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(bytes: &'static [u8]) -> Answer {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1024];
            assert!(stream.read(&mut asked).await.unwrap() > 0);
            stream.write_all(bytes).await.unwrap();
        });
        Client::connect(host).await.unwrap().ask(&Ask::get("/", "")).await.unwrap()
    }

    #[tokio::test]
    async fn chunks_are_put_together_and_every_byte_is_counted() {
        let bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nSet-Cookie: a=b; Path=/\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        let answer = answered(bytes).await;
        assert_eq!((answer.status, answer.body.as_slice(), answer.wire), (200, &b"abcde"[..], bytes.len()));
        assert_eq!(answer.cookies(), "a=b");
    }

    #[tokio::test]
    async fn a_length_is_believed() {
        let bytes = b"HTTP/1.1 303 See Other\r\nContent-Length: 2\r\n\r\nhi";
        let answer = answered(bytes).await;
        assert_eq!((answer.status, answer.body.as_slice(), answer.wire), (303, &b"hi"[..], bytes.len()));
    }
}
