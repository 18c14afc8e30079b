//! Reading in slices gives what reading at once gives.

use dossier_bundle::{Parsing, Progress, parse};

#[test]
fn slices_of_any_size_agree() {
    let items: Vec<_> = (0..25).map(|n| format!("{{\"id\": \"{}\", \"title\": \"T\", \"date\": \"{n}\"}}", n % 20)).collect();
    let text = format!("{{\"format\": \"dossier-bundle/1\", \"site\": {{\"title\": \"S\"}}, \"items\": [{}]}}", items.join(",\n"));
    let whole = parse(text.as_bytes());
    assert_eq!((whole.0.items.len(), whole.1.len()), (20, 25));
    for size in [1, 7, 25, 100] {
        let mut parsing = Parsing::start(text.as_bytes());
        let mut steps = 0;
        loop {
            steps += 1;
            let progress = parsing.step(size);
            let done = (steps * size).min(25);
            assert_eq!(progress, Progress { done, total: 25, finished: done == 25 });
            if progress.finished {
                break;
            }
        }
        assert_eq!(parsing.finish(), whole, "slices of {size}");
    }
    assert_eq!(Parsing::start(text.as_bytes()).finish(), whole, "finish reads the rest");
}

#[test]
fn a_fatal_bundle_is_finished_at_once() {
    assert_eq!(Parsing::start(b"{").step(1), Progress { done: 0, total: 0, finished: true });
}
