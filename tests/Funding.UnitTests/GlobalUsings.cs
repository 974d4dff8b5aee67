global using Aso.Funding.Domain;
global using Aso.Primitives;
global using CsCheck;
