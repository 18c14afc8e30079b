//! Which of many. Written once for every question asked of each item, since loops over adapters are compiled once for each.

/// For each number below `count` whether it is `wanted`.
pub(super) fn flags(count: usize, wanted: &dyn Fn(usize) -> bool) -> Vec<bool> {
    let mut flags = vec![false; count];
    for (place, flag) in flags.iter_mut().enumerate() {
        *flag = wanted(place);
    }
    flags
}

/// The numbers below `count` that are `wanted`.
pub(super) fn pick(count: usize, wanted: &dyn Fn(usize) -> bool) -> Vec<u32> {
    let mut picked = Vec::new();
    for place in 0..count {
        if wanted(place) {
            picked.push(place as u32);
        }
    }
    picked
}
