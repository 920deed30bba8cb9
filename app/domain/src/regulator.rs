//! Whom a requester may complain to: the authority for data protection of each country.

/// The authority's name and its site, or `None` when the country is not known or not listed.
///
/// A refusal names it (GDPR 12(4); PIPA Decree 42(2); PIPL 50). Names are the authorities' own, in English where they use it.
#[must_use]
pub fn of(country: Option<&str>) -> Option<(&'static str, &'static str)> {
    let country = country?;
    REGULATORS.iter().find(|(code, ..)| *code == country).map(|(_, name, site)| (*name, *site)).or_else(|| {
        let (whole, _) = country.split_once('-')?;
        of(Some(whole))
    })
}

const REGULATORS: &[(&str, &str, &str)] = &[
    ("AR", "Agencia de Acceso a la Información Pública", "https://www.argentina.gob.ar/aaip"),
    ("AT", "Datenschutzbehörde", "https://www.dsb.gv.at"),
    ("AU", "Office of the Australian Information Commissioner", "https://www.oaic.gov.au"),
    ("BE", "Autorité de protection des données / Gegevensbeschermingsautoriteit", "https://www.dataprotectionauthority.be"),
    ("BG", "Commission for Personal Data Protection", "https://www.cpdp.bg"),
    ("BR", "Autoridade Nacional de Proteção de Dados", "https://www.gov.br/anpd"),
    ("CA", "Office of the Privacy Commissioner of Canada", "https://www.priv.gc.ca"),
    ("CA-QC", "Commission d'accès à l'information du Québec", "https://www.cai.gouv.qc.ca"),
    ("CH", "Federal Data Protection and Information Commissioner", "https://www.edoeb.admin.ch"),
    ("CN", "Cyberspace Administration of China (国家互联网信息办公室)", "https://www.cac.gov.cn"),
    ("CY", "Commissioner for Personal Data Protection", "https://www.dataprotection.gov.cy"),
    ("CZ", "Úřad pro ochranu osobních údajů", "https://www.uoou.gov.cz"),
    ("DE", "Bundesbeauftragte für den Datenschutz und die Informationsfreiheit", "https://www.bfdi.bund.de"),
    ("DK", "Datatilsynet", "https://www.datatilsynet.dk"),
    ("EE", "Andmekaitse Inspektsioon", "https://www.aki.ee"),
    ("ES", "Agencia Española de Protección de Datos", "https://www.aepd.es"),
    ("FI", "Tietosuojavaltuutetun toimisto", "https://tietosuoja.fi"),
    ("FR", "Commission nationale de l'informatique et des libertés", "https://www.cnil.fr"),
    ("GB", "Information Commissioner's Office", "https://ico.org.uk"),
    ("GR", "Hellenic Data Protection Authority", "https://www.dpa.gr"),
    ("HK", "Privacy Commissioner for Personal Data (個人資料私隱專員公署)", "https://www.pcpd.org.hk"),
    ("HR", "Agencija za zaštitu osobnih podataka", "https://azop.hr"),
    ("HU", "Nemzeti Adatvédelmi és Információszabadság Hatóság", "https://www.naih.hu"),
    ("IE", "Data Protection Commission", "https://www.dataprotection.ie"),
    ("IL", "Privacy Protection Authority", "https://www.gov.il/en/departments/the_privacy_protection_authority"),
    ("IS", "Persónuvernd", "https://www.personuvernd.is"),
    ("IT", "Garante per la protezione dei dati personali", "https://www.garanteprivacy.it"),
    ("JP", "Personal Information Protection Commission (個人情報保護委員会)", "https://www.ppc.go.jp"),
    ("KR", "Personal Information Protection Commission (개인정보보호위원회)", "https://www.pipc.go.kr"),
    ("LI", "Datenschutzstelle", "https://www.datenschutzstelle.li"),
    ("LT", "Valstybinė duomenų apsaugos inspekcija", "https://vdai.lrv.lt"),
    ("LU", "Commission nationale pour la protection des données", "https://cnpd.public.lu"),
    ("LV", "Datu valsts inspekcija", "https://www.dvi.gov.lv"),
    ("MT", "Information and Data Protection Commissioner", "https://idpc.org.mt"),
    ("MY", "Department of Personal Data Protection", "https://www.pdp.gov.my"),
    ("NL", "Autoriteit Persoonsgegevens", "https://www.autoriteitpersoonsgegevens.nl"),
    ("NO", "Datatilsynet", "https://www.datatilsynet.no"),
    ("NZ", "Office of the Privacy Commissioner", "https://www.privacy.org.nz"),
    ("PH", "National Privacy Commission", "https://privacy.gov.ph"),
    ("PL", "Urząd Ochrony Danych Osobowych", "https://uodo.gov.pl"),
    ("PT", "Comissão Nacional de Proteção de Dados", "https://www.cnpd.pt"),
    ("RO", "Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal", "https://www.dataprotection.ro"),
    ("SA", "Saudi Data and Artificial Intelligence Authority", "https://sdaia.gov.sa"),
    ("SE", "Integritetsskyddsmyndigheten", "https://www.imy.se"),
    ("SG", "Personal Data Protection Commission", "https://www.pdpc.gov.sg"),
    ("SI", "Informacijski pooblaščenec", "https://www.ip-rs.si"),
    ("SK", "Úrad na ochranu osobných údajov", "https://dataprotection.gov.sk"),
    ("TH", "Personal Data Protection Committee", "https://www.pdpc.or.th"),
    ("TR", "Kişisel Verileri Koruma Kurumu", "https://www.kvkk.gov.tr"),
    ("US", "Federal Trade Commission", "https://www.ftc.gov"),
    ("US-CA", "California Privacy Protection Agency", "https://cppa.ca.gov"),
    ("US-CO", "Colorado Attorney General", "https://coag.gov"),
    ("US-TX", "Texas Attorney General", "https://www.texasattorneygeneral.gov"),
    ("US-VA", "Virginia Attorney General", "https://www.oag.state.va.us"),
    ("ZA", "Information Regulator", "https://inforegulator.org.za"),
];

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_region_falls_back_to_its_country() {
        assert_eq!(of(Some("US-CA")).map(|(_, site)| site), Some("https://cppa.ca.gov"));
        assert_eq!(of(Some("US-NY")), of(Some("US")));
        assert_eq!(of(None), None);
        assert_eq!(of(Some("XX")), None);
    }
}
