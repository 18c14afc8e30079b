//! Work for several threads. What is done does not depend on how many there are; only when.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, PoisonError};

/// Does each of so many jobs once. After the first failure no further one is begun.
pub(super) fn each(threads: usize, jobs: usize, job: &(dyn Fn(usize) -> io::Result<()> + Sync)) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let failure = Mutex::new(None);
    let work = || {
        loop {
            let number = next.fetch_add(1, Relaxed);
            if number >= jobs {
                break;
            }
            if let Err(error) = job(number) {
                next.store(jobs, Relaxed);
                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(jobs) {
            scope.spawn(work);
        }
        work();
    });
    failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// What each of so many jobs makes, in the order of the jobs.
pub(super) fn all<T: Send>(threads: usize, jobs: usize, job: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let made = Mutex::new(Vec::with_capacity(jobs));
    // No job fails.
    let _ = each(threads, jobs, &|number| {
        let one = job(number);
        made.lock().unwrap_or_else(PoisonError::into_inner).push((number, one));
        Ok(())
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, one)| one).collect()
}

/// Makes something in each of so many jobs and takes what was made in the order of the jobs. No more is kept waiting than one for each
/// thread.
pub(super) fn in_order<T>(
    threads: usize,
    jobs: usize,
    make: &(dyn Fn(usize) -> io::Result<T> + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
) -> io::Result<()> {
    // Whose turn it is; past the last after a failure.
    let turn = Mutex::new((0, take));
    let changed = Condvar::new();
    each(threads, jobs, &|number| {
        let made = make(number);
        let mut now = turn.lock().unwrap_or_else(PoisonError::into_inner);
        while now.0 < number {
            now = changed.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
        let result = if now.0 == number { made.and_then(|made| (now.1)(made)) } else { Ok(()) };
        now.0 = if result.is_ok() { now.0.max(number + 1) } else { usize::MAX };
        changed.notify_all();
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once_and_failures_stop_the_rest() {
        for threads in [1, 2, 5] {
            assert_eq!(all(threads, 100, &|number| number * 2), (0..100).map(|number| number * 2).collect::<Vec<_>>());
            let begun = AtomicUsize::new(0);
            let result = each(threads, 1000, &|number| {
                begun.fetch_add(1, Relaxed);
                if number == 3 { Err(io::Error::other("no room")) } else { Ok(()) }
            });
            assert_eq!(result.unwrap_err().to_string(), "no room");
            assert!(begun.load(Relaxed) < 1000);
        }
        assert!(each(3, 0, &|_| Err(io::Error::other("never"))).is_ok());
    }

    #[test]
    fn what_is_made_is_taken_in_order() {
        for threads in [1, 2, 5] {
            for fault in [None, Some(7), Some(99)] {
                let mut taken = Vec::new();
                let make = |number| if Some(number) == fault { Err(io::Error::other("no room")) } else { Ok(number) };
                let result = in_order(threads, 100, &make, &mut |number| {
                    taken.push(number);
                    Ok(())
                });
                assert_eq!(result.is_err(), fault.is_some());
                assert_eq!(taken, (0..fault.unwrap_or(100)).collect::<Vec<_>>());
            }
        }
    }
}
