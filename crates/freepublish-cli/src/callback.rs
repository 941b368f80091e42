//! Which callback is to be made: the arguments that `simulate` and `deliver` share.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use freepublish::catalogue::status::{self, STATUSES};
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::{CallbackSpec, Credentials};
use freepublish::{Lang, Outcome};

use crate::failure::Failure;
use crate::output::Output;
use crate::secrets::AccountArgs;
use crate::texts::Texts;

#[derive(Debug, clap::Args)]
pub(crate) struct CallbackArgs {
    /// What became of the publish
    #[arg(long, value_name = "OUTCOME", default_value = "published", value_parser = outcomes())]
    outcome: String,

    /// How many articles the draft has [default: as many as --fail-idx needs]
    #[arg(long, value_name = "N")]
    articles: Option<u32>,

    /// The articles that did not pass, counted from 1 [default: 1 with the outcomes that name them]
    #[arg(long, value_name = "1,3", value_delimiter = ',')]
    fail_idx: Option<Vec<u32>>,

    /// What the account receives pushes in [default: xml]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) push: Option<PushArg>,

    /// The account's message mode [default: plain]
    #[arg(long, value_name = "MODE")]
    pub(crate) mode: Option<ModeArg>,

    #[command(flatten)]
    pub(crate) account: AccountArgs,

    /// What ids are made from; the same seed and time give the same bytes [default: another one each time]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,

    /// When it happens, in seconds since 1970 [default: now]
    #[arg(long, value_name = "UNIX_TIME")]
    pub(crate) at: Option<i64>,
}

fn outcomes() -> PossibleValuesParser {
    PossibleValuesParser::new(STATUSES.iter().map(|row| row.outcome.name()))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PushArg {
    Xml,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeArg {
    Plain,
    Compatible,
    Secure,
}

impl From<PushArg> for PushFormat {
    fn from(arg: PushArg) -> Self {
        match arg {
            PushArg::Xml => Self::Xml,
            PushArg::Json => Self::Json,
        }
    }
}

impl From<ModeArg> for Mode {
    fn from(arg: ModeArg) -> Self {
        match arg {
            ModeArg::Plain => Self::Plain,
            ModeArg::Compatible => Self::Compatible,
            ModeArg::Secure => Self::Secure,
        }
    }
}

impl CallbackArgs {
    /// The callback that was asked for, to be pushed to the usual example address.
    pub(crate) fn spec(&self) -> CallbackSpec {
        let (seed, at) = self.seed_and_time();
        let row = status::of(&self.outcome);
        let usual = CallbackSpec::new(row.map_or(Outcome::Unknown, |row| row.outcome), at);
        let fail_idx = self.fail_idx.clone().unwrap_or_else(|| usual.fail_idx.clone());
        CallbackSpec {
            articles: self.articles.or(fail_idx.iter().max().copied()).unwrap_or(1).max(1),
            fail_idx,
            push: self.push.map_or(usual.push, PushFormat::from),
            mode: self.mode(),
            seed,
            ..usual
        }
    }

    /// The message mode that was asked for.
    pub(crate) fn mode(&self) -> Mode {
        self.mode.map_or(Mode::Plain, Mode::from)
    }

    /// What was given, and the demo account's where nothing was; that is said, as no handler will know it by itself.
    pub(crate) fn credentials(
        &self,
        mode: Mode,
        lang: Lang,
        output: &Output,
    ) -> Result<Credentials, Failure> {
        let texts = Texts::of(lang);
        let given = self.account.secrets();
        let demo = Credentials::demo();
        let encrypts = mode != Mode::Plain;
        if given.token.is_none() {
            output.complain(&texts.demo("--token", Credentials::DEMO_TOKEN));
        }
        if given.key.is_none() && encrypts {
            output.complain(&texts.demo("--aes-key", Credentials::DEMO_AES_KEY));
        }
        if given.app_id.is_none() && encrypts {
            output.complain(&texts.demo("--app-id", Credentials::DEMO_APP_ID));
        }
        let key = given.key.filter(|_| encrypts).transpose().map_err(|error| Failure::Key(error, lang))?;
        Ok(Credentials {
            token: given.token.unwrap_or(demo.token),
            key: key.unwrap_or(demo.key),
            app_id: given.app_id.unwrap_or(demo.app_id),
        })
    }

    /// What was asked for, else the clock: two callbacks in a row are of two jobs.
    pub(crate) fn seed_and_time(&self) -> (u64, i64) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seed = self.seed.unwrap_or(u64::from(now.subsec_nanos()) ^ now.as_secs());
        (seed, self.at.unwrap_or(i64::try_from(now.as_secs()).unwrap_or(i64::MAX)))
    }
}
