//! The tokens whose every trace is looked for.

/// A token that no output may ever hold.
#[derive(Clone, Copy)]
pub(super) struct Canary {
    /// What is odd about it.
    pub(super) name: &'static str,
    pub(super) token: &'static str,
}

/// Full of characters that encodings write in another way, with no eight others in a row.
pub(super) const SIGNS: Canary =
    Canary { name: "signs", token: r#"Kq7+vZt/9w=Lp&x"R<s>Y%mT\k4+Wd/8b=Hc&n"J<f>V%pX\z2"# };

/// As long as a JSON Web Token, and of its alphabet.
pub(super) const LONG: Canary = Canary {
    name: "long",
    token: concat!(
        "eyJUmWvQxgy5lVB9oSTnGqkZfHc1A_rKiDe2Yp0Nz8tJ4wMuXs7bR.",
        "eyJ3OaLd6hFjEqC-PvI5xT9gZyWnUmS0kBrQoH7tVcNlA2iDfXwG8pYe1RJzK4usM_bE.",
        "dCj6L3hOaFvPqI-x5TgZ9yWnUmSk0BrQoHt7VcNlAi2DfXwGp8Ye1RJzq",
    ),
};

/// Letters and digits alone: every encoding of an address or a page leaves it as it is.
pub(super) const PLAIN: Canary = Canary { name: "plain", token: "Qm3Zt8Wk5Yp1Xr7Vn2Ls9Jd4Hb6Fg0Tc" };

pub(super) const CANARIES: [Canary; 3] = [SIGNS, LONG, PLAIN];
