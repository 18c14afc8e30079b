//! A lock at a store that only knows conditional writes: a file that its holder writes again and again. Whoever finds it watches whether
//! it changes; if it does, another publisher is at work; if it does not for long enough, its holder is dead and may be followed. No
//! clocks are compared, since those of two machines differ.

use super::{Expect, Guard, Target, Version, Written};
use crate::publish::Options;
use crate::publish::names::{ASK, Headers};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Where the lock is.
const LOCK: &str = ".dossier/lock.json";
/// Most bytes of it.
const LARGEST: u64 = 4096;
/// How often a lock is written, or looked at, within the time after which its holder counts as dead.
const BEATS: u32 = 3;

/// What the lock says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Lock {
    /// Whether someone is at work.
    held: bool,
    /// Who; different for every run.
    holder: String,
    /// How often it has been written.
    beat: u64,
}

/// A lock that is held, and written again until this is dropped.
pub(super) struct Lease {
    lost: Arc<AtomicBool>,
    alive: Arc<Mutex<Instant>>,
    after: Duration,
    name: String,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Lease {
    /// Takes the lock; fails if another publisher is at work.
    pub(super) fn take(target: Arc<dyn Target>, options: &Options) -> Result<Self> {
        let after = Duration::from_secs_f64(options.lease);
        let mut lock = Lock { held: true, holder: format!("{:016x}{:016x}", random(), random()), beat: 0 };
        let free = free(target.as_ref(), after)?;
        let expect = if options.unguarded { Expect::Anything } else { free };
        let written = write(target.as_ref(), &lock, &expect);
        let written = written
            .context("no lock can be written; to a store that does not write on conditions --unguarded publishes, if nobody else does")?;
        let Written::Done(mut version) = written else { bail!(busy(target.as_ref())) };
        if !options.unguarded && target.write(LOCK, serde_json::to_vec(&lock)?, &headers(), &Expect::Absent)? != Written::Refused {
            bail!(
                "{} does not write on a condition, so that two publishers at once could mix; if nobody else publishes there, --unguarded does",
                target.name()
            );
        }
        let (lost, alive) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(now())));
        let (stop, stopped) = channel();
        let name = target.name();
        let (thread_lost, thread_alive) = (Arc::clone(&lost), Arc::clone(&alive));
        let unguarded = options.unguarded;
        let beat = move || {
            loop {
                let ends = stopped.recv_timeout(after / BEATS) != Err(RecvTimeoutError::Timeout);
                lock.beat += 1;
                lock.held = !ends;
                let expect = if unguarded { Expect::Anything } else { Expect::Version(version.clone()) };
                let begun = now();
                match write(target.as_ref(), &lock, &expect) {
                    Ok(Written::Done(new)) => {
                        version = new;
                        *thread_alive.lock().unwrap_or_else(PoisonError::into_inner) = begun;
                    }
                    Ok(Written::Refused) => thread_lost.store(true, Ordering::Relaxed),
                    // The next beat may come through; `held` knows how long none has.
                    Err(_) => {}
                }
                if ends || thread_lost.load(Ordering::Relaxed) {
                    return;
                }
            }
        };
        Ok(Self { lost, alive, after, name, stop: Some(stop), thread: Some(std::thread::spawn(beat)) })
    }
}

impl Guard for Lease {
    fn held(&self) -> Result<()> {
        let silent = self.alive.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        if self.lost.load(Ordering::Relaxed) || silent > self.after {
            bail!("another publisher has taken over {}, since this one was silent for too long", self.name);
        }
        Ok(())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // Whatever became of it, there is nothing left to do.
            let _ = thread.join();
        }
    }
}

/// What must hold for the lock to be taken. Waits if someone holds it who may be dead.
fn free(target: &dyn Target, after: Duration) -> Result<Expect> {
    let mut seen: Option<Version> = None;
    for _ in 0..=BEATS + 1 {
        let Some((bytes, version)) = target.read(LOCK, LARGEST)? else { return Ok(Expect::Absent) };
        // A lock that cannot be read was not written by a publisher; it is watched in the same way.
        if serde_json::from_slice::<Lock>(&bytes).is_ok_and(|lock| !lock.held) {
            return Ok(Expect::Version(version));
        }
        match &seen {
            None => eprintln!("dossier: a publisher has begun on {} and not ended; looking whether it is still at work", target.name()),
            Some(seen) if *seen != version => bail!(busy(target)),
            Some(_) => {}
        }
        seen = Some(version);
        std::thread::sleep(after / BEATS);
    }
    Ok(seen.map_or(Expect::Absent, Expect::Version))
}

fn busy(target: &dyn Target) -> String {
    format!("another publisher is at work on {}; nothing was changed", target.name())
}

/// Writes the lock. A write of whose success nothing was heard makes the next one be refused because of it: what stands there decides.
fn write(target: &dyn Target, lock: &Lock, expect: &Expect) -> Result<Written> {
    let bytes = serde_json::to_vec(lock)?;
    match target.write(LOCK, bytes.clone(), &headers(), expect)? {
        Written::Refused => match target.read(LOCK, LARGEST)? {
            Some((found, version)) if found == bytes => Ok(Written::Done(version)),
            Some((found, version)) if serde_json::from_slice::<Lock>(&found).is_ok_and(|found| found.holder == lock.holder) => {
                target.write(LOCK, bytes, &headers(), &Expect::Version(version))
            }
            _ => Ok(Written::Refused),
        },
        done @ Written::Done(_) => Ok(done),
    }
}

fn headers() -> Headers {
    Headers { media_type: "application/json".to_owned(), cache: ASK, encoding: None }
}

/// A number that no other run has.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[expect(clippy::disallowed_methods, reason = "a command may read the clock; nothing that is written depends on it")]
fn now() -> Instant {
    Instant::now()
}
