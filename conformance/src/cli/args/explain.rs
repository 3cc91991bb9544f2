//! The arguments of `vsscheck explain`.

use clap::Args;

use super::Format;

/// The arguments of `vsscheck explain`.
#[derive(Debug, Args)]
#[command(
    long_about = "Say what an id means\n\n\
    The id of a rule: what it says, how binding it is, and its page. The id of a question that Microsoft's pages \
    leave open: the answers, what each rests on, which is followed where nothing is said, and whether a scenario can \
    set another.",
    after_help = "Examples:\n  \
    vsscheck explain SEL-005\n  \
    vsscheck explain C-048\n  \
    vsscheck explain abort-after-prepare-snapshot --format json"
)]
pub struct ExplainArgs {
    /// The id of a rule or of a question
    #[arg(value_name = "ID")]
    pub id: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}
