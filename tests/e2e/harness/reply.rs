//! The ways in which a host answers, good and bad.

use std::io;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::sleep;

/// One way to answer a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A whole answer.
    Whole {
        /// Status code.
        status: u16,
        /// Media type.
        mime: &'static str,
        /// Body.
        body: Vec<u8>,
    },
    /// An answer that promises its whole length, then breaks off.
    Cut {
        /// Media type.
        mime: &'static str,
        /// The body that is promised.
        body: Vec<u8>,
        /// How many bytes of it arrive.
        sent: usize,
    },
    /// A whole answer in pieces with pauses between.
    Drip {
        /// Media type.
        mime: &'static str,
        /// Body.
        body: Vec<u8>,
        /// How many pieces.
        pieces: usize,
        /// The pause between two of them.
        pause: Duration,
    },
    /// Another answer, after a while.
    Late(Duration, Box<Reply>),
    /// The connection closes without a word, as when a network goes away.
    Drop,
}

impl Reply {
    /// JSON with status 200.
    pub(crate) fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::Whole { status: 200, mime: "application/json", body: body.into() }
    }

    /// An error page.
    pub(crate) fn status(status: u16) -> Self {
        Self::html(status, "<!doctype html><title>Error</title><p>Something else answers here.</p>")
    }

    /// HTML with a status.
    pub(crate) fn html(status: u16, text: &str) -> Self {
        Self::Whole { status, mime: "text/html; charset=utf-8", body: text.into() }
    }

    /// Writes the answer, with the headers that every page of ours has.
    pub(crate) async fn write(self, stream: &mut TcpStream, headers: &str) -> io::Result<()> {
        let mut reply = self;
        while let Self::Late(pause, later) = reply {
            sleep(pause).await;
            reply = *later;
        }
        match reply {
            Self::Whole { status, mime, body } => {
                stream.write_all(head(status, mime, body.len(), headers).as_bytes()).await?;
                stream.write_all(&body).await?;
            }
            Self::Cut { mime, body, sent } => {
                stream.write_all(head(200, mime, body.len(), headers).as_bytes()).await?;
                stream.write_all(&body[..sent.min(body.len())]).await?;
            }
            Self::Drip { mime, body, pieces, pause } => {
                stream.write_all(head(200, mime, body.len(), headers).as_bytes()).await?;
                for piece in body.chunks(body.len().div_ceil(pieces.max(1)).max(1)) {
                    stream.write_all(piece).await?;
                    stream.flush().await?;
                    sleep(pause).await;
                }
            }
            Self::Drop | Self::Late(..) => return Ok(()),
        }
        stream.shutdown().await
    }
}

fn head(status: u16, mime: &str, length: usize, headers: &str) -> String {
    format!("HTTP/1.1 {status} Answer\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n")
}
