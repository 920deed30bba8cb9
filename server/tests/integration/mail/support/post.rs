//! A little mail server on loopback that does what it is told: takes, refuses, falls silent, hangs up.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What the server does with one attempt for a recipient, or with one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Answers the recipient with this line.
    RefuseRecipient(&'static str),
    /// Answers the whole content with this line.
    RefuseContent(&'static str),
    /// Reads the whole content and never answers.
    FallSilent,
    /// Reads the whole content, keeps it, and hangs up without an answer.
    HangUpAfterContent,
    /// Greets with this line (connections only).
    Greet(&'static str),
    /// Hangs up without a greeting (connections only).
    HangUpAtOnce,
    /// Never greets (connections only).
    NeverGreet,
    /// Nothing out of the ordinary.
    Take,
}

/// One content that came in, whether it was answered well or not.
#[derive(Debug, Clone)]
pub struct Received {
    pub to: Vec<String>,
    pub data: String,
    pub answered: bool,
}

#[derive(Debug, Default)]
struct State {
    recipients: HashMap<String, VecDeque<Act>>,
    connections: VecDeque<Act>,
    always: Option<Act>,
    smtputf8: bool,
    received: Vec<Received>,
    commands: Vec<String>,
}

pub struct Post {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    count: watch::Receiver<usize>,
    serving: JoinHandle<()>,
}

impl Post {
    pub async fn open() -> Self {
        Self::open_at("127.0.0.1:0".parse().unwrap()).await
    }

    pub async fn open_at(address: SocketAddr) -> Self {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(address).unwrap();
        let listener: TcpListener = socket.listen(64).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let (counter, count) = watch::channel(0);
        let shared = Arc::clone(&state);
        let serving = tokio::spawn(async move {
            let counter = Arc::new(counter);
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared), Arc::clone(&counter)));
            }
        });
        Self { address, state, count, serving }
    }

    /// Does these things, one after the other, with the attempts for this recipient; then takes what comes.
    pub fn with_recipient(&self, to: &str, acts: &[Act]) {
        self.state.lock().unwrap().recipients.insert(to.to_owned(), acts.iter().copied().collect());
    }

    /// Does these things with the next connections.
    pub fn with_connections(&self, acts: &[Act]) {
        self.state.lock().unwrap().connections.extend(acts);
    }

    /// Does this with every attempt.
    pub fn always(&self, act: Act) {
        self.state.lock().unwrap().always = Some(act);
    }

    /// Offers SMTPUTF8 (RFC 6531) from now on.
    pub fn offer_smtputf8(&self) {
        self.state.lock().unwrap().smtputf8 = true;
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    pub fn commands(&self) -> Vec<String> {
        self.state.lock().unwrap().commands.clone()
    }

    /// Waits until so many contents have come in.
    pub async fn wait_for(&mut self, count: usize) {
        self.count.wait_for(|now| *now >= count).await.unwrap();
    }

    /// Closes the door: whoever connects is refused.
    pub async fn close(self) -> SocketAddr {
        self.serving.abort();
        let _aborted = self.serving.await;
        self.address
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>, counter: Arc<watch::Sender<usize>>) {
    // A client that hangs up ends the conversation, and that is all.
    let _gone = talk(stream, &state, &counter).await;
}

async fn talk(stream: TcpStream, state: &Mutex<State>, counter: &watch::Sender<usize>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let welcome = state.lock().unwrap().connections.pop_front().unwrap_or(Act::Take);
    match welcome {
        Act::HangUpAtOnce => return Ok(()),
        Act::NeverGreet => return std::future::pending().await,
        Act::Greet(line) => say(&mut stream, line).await?,
        _ => say(&mut stream, "220 post.test ESMTP").await?,
    }
    let (mut to, mut act, mut announced) = (Vec::<String>::new(), Act::Take, false);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_owned();
        state.lock().unwrap().commands.push(line.clone());
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" | "HELO" => {
                let more = if state.lock().unwrap().smtputf8 { "250-SMTPUTF8\r\n" } else { "" };
                say(&mut stream, &format!("250-post.test\r\n250-AUTH PLAIN\r\n250-8BITMIME\r\n{more}250 PIPELINING")).await?;
            }
            // As RFC 6531 has it: letters beyond ASCII in a command that was not announced are a mistake of syntax.
            "RCPT" if !line.is_ascii() && !announced => say(&mut stream, "500 5.5.2 what").await?,
            "AUTH" => say(&mut stream, "535 5.7.8 wrong user or password").await?,
            "MAIL" => {
                to.clear();
                announced = line.split(' ').any(|word| word == "SMTPUTF8");
                say(&mut stream, "250 2.1.0 go on").await?;
            }
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                act = next_act(state, &address);
                match act {
                    Act::RefuseRecipient(answer) => say(&mut stream, answer).await?,
                    _ => {
                        to.push(address);
                        say(&mut stream, "250 2.1.5 go on").await?;
                    }
                }
            }
            "DATA" => {
                say(&mut stream, "354 end with a dot").await?;
                let data = content(&mut stream).await?;
                let answered = act == Act::Take;
                state.lock().unwrap().received.push(Received { to: to.clone(), data, answered });
                counter.send_modify(|count| *count += 1);
                match act {
                    Act::RefuseContent(answer) => say(&mut stream, answer).await?,
                    Act::FallSilent => return std::future::pending().await,
                    Act::HangUpAfterContent => return Ok(()),
                    _ => say(&mut stream, "250 2.0.0 taken").await?,
                }
            }
            "RSET" | "NOOP" => say(&mut stream, "250 2.0.0 fine").await?,
            "QUIT" => return say(&mut stream, "221 2.0.0 bye").await,
            _ => say(&mut stream, "500 5.5.2 what").await?,
        }
    }
}

fn next_act(state: &Mutex<State>, address: &str) -> Act {
    let mut state = state.lock().unwrap();
    let own = state.recipients.get_mut(address).and_then(VecDeque::pop_front);
    own.or(state.always).unwrap_or(Act::Take)
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}

/// Reads up to the line with one dot, and takes away the dots that were put before dots.
async fn content(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
