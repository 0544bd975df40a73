/** What a column is about, whatever the program and the language that named it. */
export type ColumnRole =
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'phone'
  | 'company'
  | 'contact'
  | 'jobTitle'
  | 'address'
  | 'street'
  | 'city'
  | 'state'
  | 'postalCode'
  | 'country'
  | 'birthday'
  | 'link'
  | 'domain'
  | 'linkedin'
  | 'note'
  | 'photo'
  | 'industry'
  | 'employees'
  | 'revenue'
  | 'founded'
  | 'amount'
  | 'currency'
  | 'stage'
  | 'pipeline'
  | 'reason'
  | 'closeDate'
  | 'dueDate'
  | 'status'
  | 'priority'
  | 'lifecycle'
  | 'source'
  | 'about'
  | 'description'
  | 'owner';

/**
 * Names as Google Contacts, Outlook, HubSpot, Salesforce, Pipedrive and Twenty export them, and plain ones in English, German, French
 * and Spanish; accents and everything but letters left out.
 */
const NAMES: Readonly<Record<ColumnRole, string>> = {
  name: 'name fullname lastfirst lastnamefirstname displayname contactname personname nombre nombrecompleto nom nomcomplet vollstandigername ansprechpartner contact fileas title subject dealname opportunityname dealtitle security accountname companyname organizationname organisationname firmenname firma unternehmen entreprise societe empresa company account organization organisation betreff aufgabe tache tarea',
  firstName:
    'firstname first nombre givenname given forename vorname prenom nombredepila primernombre namefirstname fname',
  lastName:
    'lastname last nom surname familyname family nachname familienname nomdefamille apellido apellidos namelastname lname',
  email:
    'email emails emailaddress emailaddresses mail mailadresse emailadresse courriel adressemail adresseemail correo correoelectronico emailsprimaryemail personemail emailvalue emailwork workemail primaryemail adressedemessagerie emailsadditionalemails additionalemails secondaryemail personalemail',
  phone:
    'phone phones phonenumber phonenumbers telephone telephonenumber tel telefon telefonnummer mobile mobilephone mobilenumber mobiltelefon handy cell cellphone phonevalue businessphone workphone homephone otherphone mainphone companymainphone primaryphone telefono movil portable gsm rufnummer telefongeschaftlich mobiltelefon phonesprimaryphonenumber personphone phonework telmobile telephonesociete telephoneprincipal telephonevoiture telefonfirma haupttelefon autotelefon carphone radiophone phonemobile phonesadditionalphones additionalphones phonesprimaryphonecallingcode phonesprimaryphonecountrycallingcode callingcode directphone',
  company:
    'company companyname account accountname organization organizationname organisation organisationname employer firma firmenname unternehmen entreprise societe empresa associatedcompany primaryassociatedcompany companies companiesname companyaccount accountcompany',
  contact:
    'contact contactname contactperson person personname associatedcontact primarycontact pointofcontact ansprechpartner contacto',
  jobTitle:
    'jobtitle title position role jobposition organizationtitle berufsbezeichnung stellung fonction poste cargo puesto titre funktion',
  address:
    'address addressformatted fulladdress mailingaddress adresse anschrift direccion headquarters headquarterslocation location homeaddress businessaddress postaladdress',
  street:
    'street streetaddress addressstreet businessstreet homestreet mailingstreet billingstreet strasse rue calle addressline street1 address1 addressaddressstreet strassegeschaftlich addressaddress addressline addressextendedaddress extendedaddress addresspobox pobox postfach streetroadnameofaddress mailingaddressline',
  city: 'city town addresscity businesscity homecity mailingcity billingcity ort stadt ville ciudad addressaddresscity locality ortgeschaftlich citytownvillagelocalityofaddress',
  state:
    'state province region addressregion addressstate businessstate homestate mailingstate mailingstateprovince billingstate billingstateprovince stateregion stateprovince bundesland provincia estado addressaddressstate depregion bundeslandkanton statecountyofaddress',
  postalCode:
    'postalcode zip zipcode postcode addresspostalcode businesspostalcode homepostalcode mailingzippostalcode mailingpostalcode billingzippostalcode billingpostalcode zippostalcode plz postleitzahl codepostal codigopostal addressaddresspostcode addresspostcode zippostalcodeofaddress',
  country:
    'country addresscountry businesscountry businesscountryregion homecountry homecountryregion mailingcountry billingcountry countryregion land pays pais addressaddresscountry landregion paysregion countryofaddress',
  birthday:
    'birthday birthdate dateofbirth dob born geburtstag geburtsdatum datedenaissance anniversaire fechadenacimiento cumpleanos',
  link: 'url website web webpage websitevalue websiteurl homepage site siteweb sitioweb webseite link links pageweb xlinkurl xprimarylinkurl twitter twitterurl',
  domain:
    'domain domains domainname companydomainname website websiteurl url web webpage homepage site domainnameprimarylinkurl',
  linkedin:
    'linkedin linkedinurl linkedinprofile linkedinlinkurl linkedinprimarylinkurl personlinkedinurl linkedinbio linkedincompanypage',
  note: 'note notes remark remarks notiz notizen remarque remarques nota notas comment comments kommentar bemerkung bemerkungen otherdetails',
  photo: 'photo',
  industry: 'industry sector gicssector branche secteur sectoractividad industria',
  employees: 'employees employeecount numberofemployees headcount size mitarbeiter mitarbeiterzahl effectif empleados',
  revenue:
    'annualrevenue revenue arr annualrecurringrevenue umsatz jahresumsatz chiffredaffaires ingresos annualrecurringrevenueamount',
  founded: 'founded foundedyear yearfounded gegrundet grundungsjahr',
  amount: 'amount value dealvalue dealamount betrag wert montant valeur importe valor amountamount',
  currency:
    'currency currencycode currencyofvalue currencyisocode dealcurrency amountcurrency wahrung devise moneda annualrecurringrevenuecurrency annualrecurringrevenuecurrencycode annualrevenuecurrency',
  stage: 'stage dealstage salesstage pipelinestage phase etape etapa stagename',
  pipeline: 'pipeline pipelinename dealpipeline salespipeline',
  reason:
    'reason lostreason lossreason reasonlost reasonforloss closedlostreason winreason wonreason reasonwon reasonforwin closedwonreason grund verlustgrund motif motivo',
  closeDate: 'closedate expectedclosedate closingdate dealexpectedclosedate abschlussdatum datedecloture fechadecierre',
  dueDate: 'duedate due dueat deadline faellig falligkeitsdatum falligam echeance vencimiento',
  status: 'status taskstatus',
  priority: 'priority prioritat priorite prioridad',
  lifecycle: 'lifecyclestage lifecycle',
  source: 'source leadsource originalsource quelle herkunft origine origen',
  about: 'about target relatedto relatedrecord regarding linkedto concerning associatedrecord betrifft bezug concerne',
  description: 'description beschreibung descripcion about aboutus details',
  owner:
    'owner contactowner companyowner dealowner accountowner leadowner opportunityowner taskowner assignee assignedto inhaber zustandig verantwortlich proprietaire responsable',
};

const ROLES = Object.keys(NAMES).filter((role): role is ColumnRole => role in NAMES);
const rolesByName = new Map<string, ColumnRole[]>();
for (const role of ROLES) {
  for (const name of NAMES[role].split(' ')) rolesByName.set(name, [...(rolesByName.get(name) ?? []), role]);
}

const OBJECTS = new Set(['deal', 'person', 'organization', 'contact', 'lead', 'company', 'opportunity', 'task']);
const FILLERS = new Set(
  'primary work business home other main personal mailing value private default contact person organization deal number erste geschaftlich privat bureau domicile autre weitere weiterer weiteres billing shipping'.split(
    ' ',
  ),
);

/** Words of a header in lower case without accents: "E-mail 1 - Value", "e_mail", "eMail" all part in the same way. */
export const headerWords = (header: string): readonly string[] =>
  header
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

/** The header's words in one: how names are compared. */
export const compactName = (text: string): string => headerWords(text).join('');

/** As `compactName`, with digits: "Line 2" is not "Line 1". */
export const exactName = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, '');

/** What a header may mean, best first. */
export const rolesOf = (header: string): readonly ColumnRole[] => {
  const words = headerWords(header);
  const whole = rolesByName.get(words.join('')) ?? [];
  // "Deal - Organization": the object comes first.
  const afterObject = OBJECTS.has(words[0] ?? '') ? (rolesByName.get(words.slice(1).join('')) ?? []) : [];
  // "Business Phone 2", "Person - Email - Work": the words that only say which one are left out.
  const told = words.filter((word) => !FILLERS.has(word)).join('');
  // "Last contact" is a day, not a name.
  const rest = told === 'first' || told === 'last' ? [] : (rolesByName.get(told) ?? []);
  return [...new Set([...whole, ...afterObject, ...rest])];
};

/** Words by which exports tell the addresses of one contact apart. */
const ADDRESS_GROUPS: Readonly<Record<string, string>> = {
  business: 'work',
  work: 'work',
  geschaftlich: 'work',
  bureau: 'work',
  home: 'home',
  privat: 'home',
  domicile: 'home',
  other: 'other',
  weitere: 'other',
  weiterer: 'other',
  weiteres: 'other',
  autre: 'other',
  mailing: 'mailing',
  billing: 'billing',
  shipping: 'shipping',
};

/** Which of several addresses a column is part of: "Home Street" and "Home City" are of one, "Address 2 - City" is of another. "" where only one is meant. */
export const addressGroup = (header: string): string => {
  const number = /address (\d+) -/i.exec(header)?.[1];
  const word = headerWords(header).find((each) => Object.hasOwn(ADDRESS_GROUPS, each));
  return number ?? (word === undefined ? '' : (ADDRESS_GROUPS[word] ?? ''));
};
