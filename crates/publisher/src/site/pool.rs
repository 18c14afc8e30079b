//! Work shared out among threads; what comes of it is in the order of the jobs, whichever thread did them. The first failure ends it.

use anyhow::Result;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What threads share, and what is told of how far they are.
pub(super) struct Pool<'a> {
    pub(super) threads: usize,
    /// Told how many jobs of how many are done.
    pub(super) done: &'a (dyn Fn(u64, u64) + Sync),
}

impl Pool<'_> {
    /// Does every job; each thread begins with a state of its own.
    pub(super) fn each<J: Sync, S, T: Send>(
        &self,
        jobs: &[J],
        begin: &(dyn Fn() -> S + Sync),
        work: &(dyn Fn(&S, &J) -> Result<T> + Sync),
    ) -> Result<Vec<T>> {
        let (next, failed, ready) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicU64::new(0));
        let made: Mutex<Vec<Option<T>>> = Mutex::new(jobs.iter().map(|_| None).collect());
        let thread = || -> Result<()> {
            let state = begin();
            while let Some(place) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|place| *place < jobs.len()) {
                if failed.load(Ordering::Relaxed) {
                    break;
                }
                let result = work(&state, &jobs[place]).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
                made.lock().unwrap_or_else(PoisonError::into_inner)[place] = Some(result);
                (self.done)(ready.fetch_add(1, Ordering::Relaxed) + 1, jobs.len() as u64);
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..self.threads.clamp(1, jobs.len().max(1))).map(|_| scope.spawn(thread)).collect();
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
        Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn results_are_in_order_and_a_failure_is_told() {
        let pool = Pool { threads: 3, done: &|_, _| () };
        let jobs: Vec<u32> = (0..100).collect();
        assert_eq!(pool.each(&jobs, &|| 2, &|two, job| Ok(two * job)).unwrap(), (0..100).map(|job| 2 * job).collect::<Vec<_>>());
        let failing = pool.each(&jobs, &|| (), &|(), job| if *job == 50 { bail!("fifty") } else { Ok(()) });
        assert_eq!(failing.unwrap_err().to_string(), "fifty");
        assert!(pool.each(&[] as &[u32], &|| (), &|(), _| Ok(())).unwrap().is_empty());
    }
}
