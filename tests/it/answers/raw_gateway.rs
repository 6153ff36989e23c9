//! A gateway that says bytes as they stand, for what the simulated one cannot: no media type, many megabytes.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
};

use crate::harness::{INSTANCE, Server, TOKEN};

pub(super) struct RawGateway {
    address: SocketAddr,
}

impl RawGateway {
    /// Answers each request with this status line, these headers, and this body.
    pub(super) fn answering(head: &'static str, body: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // A client may go away when it has heard enough.
                let _ = serve(&stream, head, &body);
            }
        });
        Self { address }
    }

    /// A server that calls it.
    pub(super) fn server(&self) -> Server {
        let start = Server::prepare().env("WAWP_BASE_URL", &format!("http://{}", self.address));
        let start = start.env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE);
        // Megabytes take their time in a build that is not optimised.
        start.env("WAWP_TIMEOUT", "60").open()
    }
}

fn serve(mut stream: &TcpStream, head: &str, body: &[u8]) -> std::io::Result<()> {
    let mut request = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        request.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
    }
    request.read_exact(&mut vec![0; length])?;
    write!(stream, "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len())?;
    stream.write_all(body)
}
