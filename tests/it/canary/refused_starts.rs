//! A start that is refused says why, and shows nothing of what it was given.

use super::{
    Watch,
    canaries::{PLAIN, SIGNS},
    watched_server::Room,
};
use crate::harness::INSTANCE;

/// Settings that stop the start, and what has to be said of them.
const WRONG: [(&str, &str); 6] = [
    ("WAWP_BASE_URL", "nothing"),
    ("WAWP_MODE", "x"),
    ("WAWP_LOG", "a=b=c"),
    ("WAWP_TIMEOUT", "soon"),
    ("WAWP_TEST_NUMBER", "Ahmed"),
    ("WAWP_FILE_ROOTS", "a/b"),
];

#[test]
fn a_start_that_fails_does_not_show_the_token() {
    for (name, value) in WRONG {
        let room = Room::new();
        let start = room.start().env("WAWP_ACCESS_TOKEN", SIGNS.token).env("WAWP_INSTANCE_ID", INSTANCE);
        let (code, stdout, stderr) = start.env(name, value).run();
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        Watch::of(SIGNS.token).assert_clean(name, &stderr);
    }
}

#[test]
fn a_token_in_a_file_that_cannot_be_read_is_not_shown() {
    let token = PLAIN.token;
    let lines = [
        format!("WAWP_ACCESS_TOKEN=\"{token}\n"),
        format!("WAWP_ACCESS_TOKEN={token} {token}\n"),
        format!("export WAWP_ACCESS_TOKEN {token}\n"),
        format!("WAWP_ACCESS_TOKEN: {token}\n"),
        format!("WAWP_ACCESS_TOKEN='{token}\\'\n"),
        format!("OTHER=1\nWAWP_INSTANCE_ID=\"{token}\n"),
    ];
    for line in lines {
        for file in ["work/.env", "home/.config/wawp-mcp/credentials.env"] {
            let room = Room::new();
            room.write(file, &line);
            let (code, stdout, stderr) = room.start().run();
            assert_eq!((code, stdout.as_str()), (2, ""), "{line}: {stderr}");
            assert!(stderr.contains("cannot be read"), "{stderr}");
            Watch::of(token).assert_clean(&line, &stderr);
        }
    }
}

#[test]
fn a_password_in_the_base_address_is_refused_and_not_repeated() {
    let token = PLAIN.token;
    let addresses = [
        format!("https://user:{token}@api.wawp.net"),
        format!("https://{token}@api.wawp.net"),
        format!("http://user:{token}@127.0.0.1:1"),
        format!("http://user:{token}@api.wawp.net"),
        format!("https://api.wawp.net/?access_token={token}"),
        format!("https://api.wawp.net/{token}"),
        format!("https://api.wawp.net/#{token}"),
        format!("user:{token}@api.wawp.net"),
        format!("https://user:{token}@"),
        format!("ftp://{token}.example"),
    ];
    for address in addresses {
        let room = Room::new();
        let by_flag = room.start().arg("--base-url").arg(&address).run();
        let by_variable = room.start().env("WAWP_BASE_URL", &address).run();
        room.write("work/.env", &format!("WAWP_ACCESS_TOKEN=x\nWAWP_BASE_URL={address}\n"));
        let by_file = room.start().run();
        for (code, stdout, stderr) in [by_flag, by_variable, by_file] {
            assert_eq!((code, stdout.as_str()), (2, ""), "{address}: {stderr}");
            assert!(stderr.contains("WAWP_BASE_URL"), "{stderr}");
            Watch::of(token).assert_clean(&address, &stderr);
        }
    }
}
