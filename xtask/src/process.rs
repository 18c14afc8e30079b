//! Running other programs. A failure is one line that names the program; what it said itself has been seen already.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Cargo, the very one that runs this command, in the checkout.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(crate::paths::root());
    command
}

/// The publisher's command, built for daily work.
pub(crate) fn dossier() -> Result<Command> {
    // What only publishing to object stores needs is left out: it takes half a minute to build.
    run(cargo().args(["build", "--quiet", "-p", "dossier-publisher", "--no-default-features"]))?;
    Ok(Command::new(crate::paths::root().join(format!("target/debug/dossier{}", env::consts::EXE_SUFFIX))))
}

/// Runs to the end and lets the program talk to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("`{name}` did not start"))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs to the end in silence and gives what the program wrote to stdout; a failure carries the last line of its stderr.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{name}` did not start"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed: {}", line(command), reason(&said));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The line of what a failed program said that tells why: usually the last one. npm ends with where its log is, after advice.
fn reason(said: &str) -> &str {
    let lines = || said.trim().lines().take_while(|line| !line.contains("A complete log of this run"));
    lines().find(|line| line.contains(", reason: ")).or_else(|| lines().last()).or(said.lines().last()).unwrap_or("it said nothing")
}

/// The program of this name on the search path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// The search path with these folders before all others.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let usual = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&usual)))?)
}

/// What a person would type to run this.
fn line(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name(command)).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// The bare name of a program.
fn name(command: &Command) -> String {
    let path = PathBuf::from(command.get_program());
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &str, expected: &str) {
        assert_eq!(reason(said), expected, "{said:?}");
    }

    #[test]
    fn failures_say_why() {
        check("", "it said nothing");
        check("warning: old\nerror: no such file\n", "error: no such file");
        check(
            "npm error code X\nnpm error request to https://a/b failed, reason: no such host\nnpm error A complete log of this run can be found in: /c\n",
            "npm error request to https://a/b failed, reason: no such host",
        );
        check(
            "npm error 404 no such package\nnpm error A complete log of this run can be found in:\nnpm error     /c\n",
            "npm error 404 no such package",
        );
        check("npm error A complete log of this run can be found in: /c", "npm error A complete log of this run can be found in: /c");
    }
}
