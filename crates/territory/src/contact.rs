//! How to reach an organisation, as answers write it.

use serde::Serialize;

/// How to reach an authority or an actor, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact<'a> {
    /// The commune where an authority sits; what an actor sits in is told by its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<&'a str>,
    /// Postal address.
    pub address: Option<&'a str>,
    /// Telephone.
    pub phone: Option<&'a str>,
    /// Mail address of the organisation.
    pub mail: Option<&'a str>,
    /// Web site: http or https, nothing else.
    pub site: Option<&'a str>,
}
