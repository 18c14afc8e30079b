//! Where answers come from: an archive, of which files are fetched as they are needed, or memory, in which a whole bundle is laid out. The
//! reader is shipped in two forms, each with one of the two (features `whole` and `archive`); daily work has both.

use dossier_bundle::Bundle;
use dossier_query::Route;
use std::rc::Rc;
use std::sync::Arc;

/// What is asked. A form that has one source alone names it, so that what no answer of it needs is not shipped.
#[cfg(all(feature = "whole", feature = "archive"))]
pub(crate) type Asked = dyn dossier_query::Source;
#[cfg(not(feature = "archive"))]
pub(crate) type Asked = dossier_query::Memory;
#[cfg(not(feature = "whole"))]
pub(crate) type Asked = dossier_archive::Archive;

/// Whether this form of the reader has a source for `bundle`.
pub(super) fn shows(bundle: &Bundle) -> bool {
    let is_archive = bundle.archive.is_some();
    (is_archive && cfg!(feature = "archive")) || (!is_archive && cfg!(feature = "whole"))
}

/// The source of answers about `bundle`, one that this form of the reader shows. `route` is the first that will be asked for.
pub(crate) fn source(bundle: Arc<Bundle>, route: &Route) -> Rc<Asked> {
    #[cfg(not(feature = "whole"))]
    let whole = |bundle, _: &Route| Rc::new(dossier_archive::Archive::new(bundle));
    #[cfg(feature = "archive")]
    if bundle.archive.is_some() {
        return Rc::new(dossier_archive::Archive::new(bundle));
    }
    whole(bundle, route)
}

#[cfg(feature = "whole")]
fn whole(bundle: Arc<Bundle>, route: &Route) -> Rc<Asked> {
    let language = dossier_view::text::page_language(route.language.as_ref(), &bundle.site);
    let memory = Rc::new(dossier_query::Memory::new(bundle));
    super::prepare::in_slices(memory.clone(), language);
    memory
}
