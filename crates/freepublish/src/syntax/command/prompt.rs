//! What a terminal shows before a command and people copy along: `$ `, `root@host:~# `, `C:\>`.

/// How far into a line a prompt is looked for.
const LONGEST: usize = 160;

/// Names that a command is told by when it stands behind a prompt.
const COMMANDS: [&str; 9] =
    ["curl", "curl.exe", "sudo", "env", "time", "invoke-webrequest", "invoke-restmethod", "iwr", "irm"];

/// The offset behind the prompt of the line that begins at `start`; `start` where there is none.
pub(crate) fn skip(text: &str, start: usize) -> usize {
    let line = text[start..].lines().next().unwrap_or_default();
    for (at, c) in line.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match c {
            '$' | '#' | '%' | '>' | '❯' | '➜' | '✗' | 'λ' => {
                let rest = &line[at + c.len_utf8()..];
                let command = rest.trim_start();
                let is_apart = c == '>' || command.len() < rest.len();
                let is_powershell = c == '>' && line.starts_with("PS ");
                // `# curl …` is a comment unless something is called.
                let is_comment = c == '#' && at == 0 && !command.contains("://") && !command.contains(" -");
                if is_powershell || is_apart && !is_comment && begins_with_command(command) {
                    return start + line.len() - command.len();
                }
            }
            // A prompt holds none of these; a command's arguments do.
            '\'' | '"' | '=' | '{' | '<' | '`' | ';' => return start,
            _ => {}
        }
    }
    start
}

fn begins_with_command(text: &str) -> bool {
    let end: usize = text.chars().take(LONGEST).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let name = text[..end].rsplit(['/', '\\']).next().unwrap_or_default();
    end < text.len() && COMMANDS.iter().any(|command| command.eq_ignore_ascii_case(name))
}
