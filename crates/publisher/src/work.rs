//! The same done with many things on several threads. Knows nothing of the things.

use anyhow::Result;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is made of each, in their order. The first failure stops the rest.
pub(crate) fn each<T: Sync, R: Send>(threads: usize, all: &[T], make: &(dyn Fn(&T) -> Result<R> + Sync)) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = all.get(place) else { return Ok(made) };
            match make(one) {
                Ok(result) => made.push((place, result)),
                Err(error) => {
                    next.store(all.len(), Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    };
    let mut results = Vec::with_capacity(all.len());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.clamp(1, all.len().max(1))).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            results.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        anyhow::Ok(())
    })?;
    results.sort_unstable_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}
